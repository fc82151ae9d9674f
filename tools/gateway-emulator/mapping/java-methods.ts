import { areEqual, isMap, javaList, type Methods, textOf } from "./java-values";
import { stringMethods } from "./string-methods";

const listMethods: Methods<unknown[]> = {
    size: (list) => list.length,
    get: (list, index) => (typeof index === "number" ? list[index] : undefined),
    isEmpty: (list) => list.length === 0,
    contains: (list, value) => list.some((each) => areEqual(each, value)),
    containsAll: (list, values) => listOf(values).every((value) => list.some((each) => areEqual(each, value))),
    indexOf: (list, value) => list.findIndex((each) => areEqual(each, value)),
    add: (list, first, second) => {
        if (second === undefined) return list.push(first) > 0;
        list.splice(Number(first), 0, second);
        return undefined;
    },
    addAll: (list, values) => {
        list.push(...listOf(values));
        return true;
    },
    set: (list, index, value) => list.splice(Number(index), 1, value)[0],
    remove: (list, which) => {
        if (typeof which === "number") return list.splice(which, 1)[0];
        const index = list.findIndex((each) => areEqual(each, which));
        if (index >= 0) list.splice(index, 1);
        return index >= 0;
    },
    subList: (list, from, to) => javaList(list.slice(Number(from), Number(to))),
};

const mapMethods: Methods<Record<string, unknown>> = {
    size: (map) => Object.keys(map).length,
    get: (map, key) => valueAt(map, key),
    getOrDefault: (map, key, fallback) => valueAt(map, key) ?? fallback,
    put: (map, key, value) => {
        const before = valueAt(map, key);
        map[textOf(key)] = value;
        return before;
    },
    putAll: (map, other) => {
        if (isMap(other)) Object.assign(map, other);
        return undefined;
    },
    remove: (map, key) => {
        const before = valueAt(map, key);
        delete map[textOf(key)];
        return before;
    },
    isEmpty: (map) => Object.keys(map).length === 0,
    containsKey: (map, key) => Object.hasOwn(map, textOf(key)),
    containsValue: (map, value) => Object.values(map).some((each) => areEqual(each, value)),
    keySet: (map) => javaList(Object.keys(map)),
    values: (map) => javaList(Object.values(map)),
    entrySet: (map) => javaList(Object.entries(map).map(([key, value]) => entryOf(key, value))),
};

const numberMethods: Methods<number> = {
    intValue: Math.trunc,
    longValue: Math.trunc,
    doubleValue: (number) => number,
    compareTo: (number, other) => Math.sign(number - Number(other)),
};

/**
 * Calls a method of a value as Velocity does: those of Java's strings, lists, maps and numbers, and the functions of API
 * Gateway's objects.
 * @returns undefined if the value has no such method; a template then renders nothing.
 * @throws {TemplateError} if the arguments are invalid.
 */
export function invoke(target: unknown, name: string, args: readonly unknown[]): unknown {
    if (target === null || target === undefined) return undefined;
    if (name === "toString") return textOf(target);
    if (name === "equals") return areEqual(target, args[0]);
    if (typeof target === "string") return call(stringMethods, target, name, args);
    if (typeof target === "number") return call(numberMethods, target, name, args);
    if (Array.isArray(target)) return call(listMethods, target, name, args);
    if (!isMap(target)) return undefined;
    const own = Object.hasOwn(target, name) ? target[name] : undefined;
    if (typeof own === "function") return own(...args);
    return call(mapMethods, target, name, args);
}

function call<Target>(methods: Methods<Target>, target: Target, name: string, args: readonly unknown[]): unknown {
    return Object.hasOwn(methods, name) ? methods[name]?.(target, ...args) : undefined;
}

function valueAt(map: Record<string, unknown>, key: unknown): unknown {
    const name = textOf(key);
    return Object.hasOwn(map, name) ? map[name] : undefined;
}

function entryOf(key: string, value: unknown): object {
    return { key, value, getKey: () => key, getValue: () => value, toString: () => `${key}=${textOf(value)}` };
}

function listOf(values: unknown): readonly unknown[] {
    return Array.isArray(values) ? values : [];
}
