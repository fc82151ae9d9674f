import { createHash } from "node:crypto";
import { isObject, type Scope } from "../paths";
import { StatesError } from "../states-error";

type Intrinsic = (parameters: readonly unknown[], scope: Scope) => unknown;

const hashes: Readonly<Record<string, string>> = {
    MD5: "md5",
    "SHA-1": "sha1",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
};

/** The intrinsic functions (step-functions/latest/dg/intrinsic-functions); each throws States.IntrinsicFailure. */
export const intrinsicFunctions: Readonly<Record<string, Intrinsic>> = {
    "States.Format": ([template, ...values]) => format(text(template), values),
    "States.StringToJson": ([json]) => fromJson(text(json)),
    "States.JsonToString": ([value]) => JSON.stringify(value),
    "States.JsonMerge": ([first, second, isDeep]) => {
        if (isDeep !== false || !isObject(first) || !isObject(second))
            throw failure("States.JsonMerge takes two objects and false");
        return { ...first, ...second };
    },
    "States.Array": (values) => values,
    "States.ArrayPartition": ([array, size]) => partition(list(array), positive(size)),
    "States.ArrayContains": ([array, value]) => list(array).some((each) => isSame(each, value)),
    "States.ArrayRange": ([first, last, step]) => range(integer(first), integer(last), integer(step)),
    "States.ArrayGetItem": ([array, index]) => {
        const item = list(array)[integer(index)];
        if (item === undefined) throw failure(`the array has no item ${index}`);
        return item;
    },
    "States.ArrayLength": ([array]) => list(array).length,
    "States.ArrayUnique": ([array]) =>
        list(array).filter((value, index, all) => all.findIndex((each) => isSame(each, value)) === index),
    "States.Base64Encode": ([value]) => Buffer.from(text(value)).toString("base64"),
    "States.Base64Decode": ([value]) => Buffer.from(text(value), "base64").toString("utf8"),
    "States.Hash": ([value, algorithm]) => {
        const name = hashes[text(algorithm)];
        if (name === undefined) throw failure(`"${algorithm}" is not a hash algorithm`);
        return createHash(name)
            .update(typeof value === "string" ? value : JSON.stringify(value))
            .digest("hex");
    },
    "States.MathRandom": ([start, end], { random }) => {
        const first = integer(start);
        return first + Math.floor(random() * (integer(end) - first));
    },
    "States.MathAdd": ([first, second]) => integer(first) + integer(second),
    "States.StringSplit": ([value, delimiters]) => {
        const characters = [...text(delimiters)].map((each) => `\\u{${each.codePointAt(0)?.toString(16)}}`).join("");
        return text(value).split(new RegExp(`[${characters}]+`, "u"));
    },
    "States.UUID": (_parameters, { newId }) => newId(),
};

// A backslash protects braces and itself.
function format(template: string, values: readonly unknown[]): string {
    let used = 0;
    const result = template.replaceAll(/\\(.)|\{\}/gs, (_match, protectedCharacter: string | undefined) => {
        if (protectedCharacter !== undefined) return protectedCharacter;
        const value = values[used++];
        if (value === undefined) throw failure("States.Format has fewer arguments than {}");
        return typeof value === "string" ? value : JSON.stringify(value);
    });
    if (used < values.length) throw failure("States.Format has more arguments than {}");
    return result;
}

function partition(array: readonly unknown[], size: number): readonly unknown[][] {
    return range(0, array.length - 1, size).map((start) => array.slice(start, start + size));
}

function range(first: number, last: number, step: number): readonly number[] {
    if (step === 0) throw failure("the step of a range must not be 0");
    const length = Math.max(0, Math.floor((last - first) / step) + 1);
    if (length > 1000) throw failure("a range has at most 1000 numbers");
    return Array.from({ length }, (_, index) => first + index * step);
}

function fromJson(json: string): unknown {
    try {
        return JSON.parse(json);
    } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        throw failure(error.message);
    }
}

function isSame(a: unknown, b: unknown): boolean {
    return JSON.stringify(a) === JSON.stringify(b);
}

function text(value: unknown): string {
    if (typeof value !== "string") throw failure(`${JSON.stringify(value)} is not a string`);
    return value;
}

function list(value: unknown): readonly unknown[] {
    if (!Array.isArray(value)) throw failure(`${JSON.stringify(value)} is not an array`);
    return value;
}

// AWS rounds other numbers (step-functions/latest/dg/intrinsic-functions, "States.MathAdd").
function integer(value: unknown): number {
    if (typeof value !== "number") throw failure(`${JSON.stringify(value)} is not a number`);
    return Math.round(value);
}

function positive(value: unknown): number {
    const number = integer(value);
    if (number < 1) throw failure(`${number} is not a positive number`);
    return number;
}

function failure(cause: string): StatesError {
    return new StatesError("States.IntrinsicFailure", cause);
}
