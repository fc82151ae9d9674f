import { parse as parseYaml } from "yaml";
import type { Declared, Json } from "../engine";

export type JsonObject = { readonly [key: string]: Json };

/** Returns an equivalent program; undefined if there is nothing to rewrite. */
export type Transformation = (resources: readonly Declared[]) => readonly Declared[] | undefined;

export function eachProps(change: (props: JsonObject) => JsonObject): Transformation {
    return (resources) =>
        changed(
            resources,
            resources.map((resource) => (resource.props ? { ...resource, props: change(resource.props) } : resource)),
        );
}

export function eachBody(change: (body: JsonObject) => string | undefined): Transformation {
    return eachProps((props) => {
        const body = typeof props.body === "string" ? objectOf(props.body) : undefined;
        const text = body && change(body);
        return text === undefined ? props : { ...props, body: text };
    });
}

export function eachMethodPath(change: (path: string) => string): Transformation {
    return eachProps((props) => {
        const { methodPath } = props;
        return typeof methodPath === "string" && methodPath !== "*/*"
            ? { ...props, methodPath: change(methodPath) }
            : props;
    });
}

export function eachType(pattern: RegExp, replacement: string): Transformation {
    return (resources) =>
        changed(
            resources,
            resources.map((resource) => ({ ...resource, type: resource.type.replace(pattern, replacement) })),
        );
}

export function changed(before: readonly Declared[], after: readonly Declared[]): readonly Declared[] | undefined {
    return show(before) === show(after) ? undefined : after;
}

const show = (resources: readonly Declared[]): string =>
    JSON.stringify(resources, (_key, value) => (typeof value === "symbol" ? String(value) : value));

export function asJson(yaml: string): string {
    try {
        return JSON.stringify(parseYaml(yaml, { merge: true }));
    } catch {
        // An alias bomb cannot be written as JSON.
        return yaml;
    }
}

export function referring(from: string, to: string, document: JsonObject): string {
    return JSON.stringify(document, (key, value) =>
        key === "$ref" && typeof value === "string" ? value.replace(from, to) : value,
    );
}

export function reversedKeys(value: Json): Json {
    if (Array.isArray(value)) return value.map(reversedKeys);
    if (!isObject(value)) return value;
    return Object.fromEntries(
        Object.entries(value)
            .reverse()
            .map(([key, member]) => [key, reversedKeys(member)]),
    );
}

export function objectOf(text: string): JsonObject | undefined {
    try {
        const value: Json = JSON.parse(text);
        return isObject(value) ? value : undefined;
    } catch {
        // Not JSON: nothing to rewrite.
        return undefined;
    }
}

export const isObject = (value: Json | undefined): value is JsonObject =>
    typeof value === "object" && value !== null && !Array.isArray(value);

export const mapValues = <T, U>(
    values: { readonly [key: string]: T },
    change: (value: T) => U,
): { readonly [key: string]: U } =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
