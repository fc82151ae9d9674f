import type { Plain, Props } from "../reading/resource";
import { isList, isObject, knownValue, readString } from "../reading/value";

/** The parts of an `x-amazon-apigateway-integration`, or of an Integration, that rules read. */
export interface Integration {
    /**
     * In lower case: `http`, `http_proxy`, `aws`, `aws_proxy`, `mock`; `unknown` if it cannot be read; absent without
     * an integration.
     */
    readonly type?: string;
    /** `STREAM` forwards responses as they arrive, and streamed responses are not cached. */
    readonly responseTransferMode?: string;
    readonly connectionType?: string;
    readonly connectionId?: string;
    readonly uri?: string;
    /** Operations with the same name share cached responses; without a name each path has its own. */
    readonly cacheNamespace?: string;
    /** Source of each part of the cache key, e.g. `method.request.path.id`. */
    readonly cacheKeyParameters: readonly string[];
}

/** Reads the integration of an operation in an API's body. */
export function readIntegration(value: Plain | undefined): Integration {
    if (value === undefined || value === null) return { cacheKeyParameters: [] };
    if (!isObject(value)) return { type: "unknown", cacheKeyParameters: [] };
    const { type, ...strings } = stringsOf(value, [
        "type",
        "responseTransferMode",
        "connectionType",
        "connectionId",
        "uri",
        "cacheNamespace",
    ]);
    return { ...strings, type: type?.toLowerCase() ?? "unknown", cacheKeyParameters: cacheKeysOf(value) };
}

/** Reads the Integration resource of a Method; its connection is checked separately. */
export function declaredIntegration(props: Props): Integration {
    const { type, ...strings } = stringsOf(props, ["type", "cacheNamespace", "responseTransferMode"]);
    return {
        ...strings,
        ...(type !== undefined && { type: type.toLowerCase() }),
        cacheKeyParameters: cacheKeysOf(props),
    };
}

function stringsOf<Key extends string>(props: Props, keys: readonly Key[]): { readonly [K in Key]?: string } {
    const strings: { [K in Key]?: string } = {};
    for (const key of keys) {
        const text = knownValue(readString(props, key));
        if (text !== undefined) strings[key] = text;
    }
    return strings;
}

// A key may also be the name of an integration parameter, "integration.request.path.id".
function cacheKeysOf(props: Props): string[] {
    const { cacheKeyParameters: keys } = props;
    if (!isList(keys)) return [];
    return keys
        .filter((key) => typeof key === "string")
        .map((key) => knownValue(readString(props, "requestParameters", key)) ?? key);
}
