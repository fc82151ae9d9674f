/**
 * Computes a value once for each object, for as long as the object lives. Resources and stacks never change, so an update
 * that checks a stack again spends time only on the resources whose values have become known since.
 */
export function memoised<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
    const values = new WeakMap<Key, { readonly value: Value }>();
    return (key) => {
        const before = values.get(key);
        if (before) return before.value;
        const value = compute(key);
        values.set(key, { value });
        return value;
    };
}
