import { type Plain, type Props, UNKNOWN } from "./resource";

/** Property names and list indexes from the root of a resource's properties. */
export type Path = readonly (string | number)[];

/**
 * Result of reading a path; for an unknown value, `path` is where it begins. `invalid` is a value of another type,
 * briefly described by `actual`. A rule handles each state: only `known` may pass.
 */
export type Reading<T> =
    | { readonly state: "known"; readonly path: Path; readonly value: T }
    | { readonly state: "unknown"; readonly path: Path }
    | { readonly state: "absent"; readonly path: Path }
    | { readonly state: "invalid"; readonly path: Path; readonly actual: string };

/** Reads any value; unknown if any part of the path is unknown. */
export function read(root: Plain, ...path: Path): Reading<Plain> {
    let value: Plain | undefined = root;
    for (const [depth, key] of path.entries()) {
        if (value === UNKNOWN) return unknownAt(...path.slice(0, depth));
        if (value === undefined || value === null) return { state: "absent", path };
        if (typeof value !== "object") return { state: "invalid", path, actual: brief(value) };
        value = isList(value) ? value[Number(key)] : own(value, String(key));
    }
    if (value === UNKNOWN) return unknownAt(...path);
    return value === undefined || value === null ? { state: "absent", path } : { state: "known", path, value };
}

/** An unknown reading. */
export const unknownAt = (...path: Path): Reading<never> => ({ state: "unknown", path });

/** Reads a string; an empty string is a known value. */
export const readString = (root: Plain, ...path: Path): Reading<string> =>
    narrow(read(root, ...path), (value) => (typeof value === "string" ? value : undefined));

/** Reads a boolean; the strings "true" and "false" count, since providers coerce them. */
export const readBoolean = (root: Plain, ...path: Path): Reading<boolean> =>
    narrow(read(root, ...path), (value) => {
        if (value === true || value === "true") return true;
        return value === false || value === "false" ? false : undefined;
    });

/** Reads a finite number; a numeric string is invalid, since providers may parse it differently. */
export const readNumber = (root: Plain, ...path: Path): Reading<number> =>
    narrow(read(root, ...path), (value) => (typeof value === "number" && Number.isFinite(value) ? value : undefined));

/** Reads a list, whose elements may be unknown. */
export const readList = (root: Plain, ...path: Path): Reading<readonly Plain[]> =>
    narrow(read(root, ...path), (value) => (isList(value) ? value : undefined));

/** Reads an object, whose members may be unknown. */
export const readObject = (root: Plain, ...path: Path): Reading<Props> =>
    narrow(read(root, ...path), (value) => (isObject(value) ? value : undefined));

/** Whether a value is a list. */
export const isList = (value: Plain | undefined): value is readonly Plain[] => Array.isArray(value);

/** Whether a value is an object, and not a list. */
export const isObject = (value: Plain | undefined): value is Props =>
    typeof value === "object" && value !== null && !Array.isArray(value);

/** Value of a known reading; undefined for any other. */
export const knownValue = <T>(reading: Reading<T>): T | undefined =>
    reading.state === "known" ? reading.value : undefined;

/** Describes a reading in a few words, for a message. */
export function describeReading(reading: Reading<Plain>): string {
    switch (reading.state) {
        case "known":
            return brief(reading.value);
        case "unknown":
            return "not known at preview";
        case "absent":
            return "absent";
        case "invalid":
            return reading.actual;
    }
}

/** Formats a path as code: `spec.ports[0].nodePort`, `metadata.annotations["a/b"]`. */
export function pathText(path: Path): string {
    return path
        .map((key, depth) => {
            if (!/^[A-Za-z_$][\w$]*$/.test(String(key))) return `[${JSON.stringify(key)}]`;
            return depth === 0 ? String(key) : `.${key}`;
        })
        .join("");
}

function narrow<T>(reading: Reading<Plain>, accept: (value: Plain) => T | undefined): Reading<T> {
    if (reading.state !== "known") return reading;
    const value = accept(reading.value);
    const { path } = reading;
    return value === undefined
        ? { state: "invalid", path, actual: brief(reading.value) }
        : { state: "known", path, value };
}

// A key such as "constructor", which every object inherits, has to read as absent.
const own = (value: Props, key: string): Plain | undefined => (Object.hasOwn(value, key) ? value[key] : undefined);

// Long values are truncated and objects only named: a message must never contain a document or secrets.
function brief(value: Plain): string {
    if (isList(value)) return `a list of ${value.length}`;
    if (isObject(value)) return "an object";
    const text = JSON.stringify(value) ?? String(value);
    return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
