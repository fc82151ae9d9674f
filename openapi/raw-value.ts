/** The value at a place inside another; undefined if the path does not exist. */
export function valueAt(value: unknown, at: readonly (string | number)[]): unknown {
    return at.reduce<unknown>(
        (parent, key) =>
            typeof parent === "object" && parent !== null && Object.hasOwn(parent, key)
                ? Reflect.get(parent, key)
                : undefined,
        value,
    );
}

/** Returns whether a value of YAML or JSON is an object, and not a list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as an object; an empty one for any other value. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> {
    return isObject(value) ? value : {};
}
