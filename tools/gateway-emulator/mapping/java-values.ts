/*
 * Values of templates as Apache Velocity, a Java program, treats them. JSON values are plain JavaScript values; the objects
 * of API Gateway, such as $input, have functions as members.
 */

/** Methods of a Java class; each gets the object and the arguments of the call. */
export type Methods<Target> = Readonly<Record<string, (target: Target, ...args: readonly unknown[]) => unknown>>;

const lists = new WeakSet<object>();
const silent = new WeakSet<object>();

/** Marks a list that the template made: Java prints it as `[a, b]`, one from JSON as JSON. */
export function javaList(values: readonly unknown[]): unknown[] {
    const list = [...values];
    lists.add(list);
    return list;
}

/** Marks an object that prints as nothing, as those within `$context` (recorded: localstack, test_sqs_amz_json_protocol). */
export function unprinted<Value extends object>(value: Value): Value {
    silent.add(value);
    return value;
}

/** Whether a value is a map: a JSON object, or one of the template's own. */
export function isMap(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The text of a value. An absent one has none, a map is `{a=1, b=2}`, and a list within it is JSON (recorded: localstack,
 * test_input_path_template_formatting).
 */
export function textOf(value: unknown): string {
    if (value === null || value === undefined || typeof value === "function") return "";
    if (typeof value !== "object") return String(value);
    if (silent.has(value)) return "";
    if (Array.isArray(value)) return lists.has(value) ? `[${value.map(nested).join(", ")}]` : JSON.stringify(value);
    return `{${Object.entries(value)
        .map(([key, child]) => `${key}=${nested(child)}`)
        .join(", ")}}`;
}

function nested(value: unknown): string {
    return value === null || value === undefined ? "null" : textOf(value);
}

/** Whether two values are equal: numbers by value, others by their text; absent is empty (recorded: same test). */
export function areEqual(left: unknown, right: unknown): boolean {
    if (typeof left === "number" && typeof right === "number") return left === right;
    return textOf(left) === textOf(right);
}

/**
 * Whether a value fulfils a condition: all but false and an absent one.
 * @param emptyIsTrue as in `UnverifiedBehavior`.
 */
export function isTrue(value: unknown, emptyIsTrue: boolean): boolean {
    if (value === "") return emptyIsTrue;
    return value !== null && value !== undefined && value !== false;
}

/** A property of a value, as in `$value.name`; undefined if it has none. */
export function propertyOf(value: unknown, name: string): unknown {
    if (isMap(value)) return Object.hasOwn(value, name) ? value[name] : undefined;
    if (name === "empty" && (typeof value === "string" || Array.isArray(value))) return value.length === 0;
    return undefined;
}

/** An element of a list or a map, as in `$value[index]`; undefined if it has none. */
export function elementOf(value: unknown, index: unknown): unknown {
    if (Array.isArray(value)) return typeof index === "number" ? value.at(index) : undefined;
    return propertyOf(value, textOf(index));
}
