import type { Plain, Props } from "../reading/resource";
import { isList, isObject, knownValue, read, readString } from "../reading/value";

/** What API Gateway does with a call: the parts of an `x-amazon-apigateway-integration`, or an Integration, that rules read. */
export interface Integration {
    /** In lower case: `http`, `http_proxy`, `aws`, `aws_proxy`, `mock`; `unknown` if it cannot be read; absent without an integration. */
    readonly type?: string;
    /** `STREAM` passes answers on as they come, and then none is cached. */
    readonly responseTransferMode?: string;
    readonly connectionType?: string;
    readonly connectionId?: string;
    readonly uri?: string;
    /** Calls with the same name share their cached answers; without a name each path has its own. */
    readonly cacheNamespace?: string;
    /** Where each part of the cache key comes from, e.g. `method.request.path.id`. */
    readonly cacheKeyParameters: readonly string[];
}

/** Reads the integration of an operation in an API's body. */
export function readIntegration(value: Plain | undefined): Integration {
    if (value === undefined || value === null) return { cacheKeyParameters: [] };
    if (!isObject(value)) return { type: "unknown", cacheKeyParameters: [] };
    const { type, ...texts } = textsOf(value, [
        "type",
        "responseTransferMode",
        "connectionType",
        "connectionId",
        "uri",
        "cacheNamespace",
    ]);
    return { ...texts, type: type?.toLowerCase() ?? "unknown", cacheKeyParameters: cacheKeysOf(value) };
}

/** Reads an Integration resource beside a Method, whose connection is judged by itself. */
export function declaredIntegration(props: Props): Integration {
    const { type, ...texts } = textsOf(props, ["type", "cacheNamespace"]);
    const transfer = read(props, "responseTransferMode");
    return {
        ...texts,
        ...(type !== undefined && { type: type.toLowerCase() }),
        // What is not known may stream.
        ...(transfer.state !== "absent" && { responseTransferMode: String(knownValue(transfer) ?? "STREAM") }),
        cacheKeyParameters: cacheKeysOf(props),
    };
}

function textsOf<Key extends string>(props: Props, keys: readonly Key[]): { readonly [K in Key]?: string } {
    const texts: { [K in Key]?: string } = {};
    for (const key of keys) {
        const text = knownValue(readString(props, key));
        if (text !== undefined) texts[key] = text;
    }
    return texts;
}

// A key may be named by what the integration makes of it: "integration.request.path.id".
function cacheKeysOf(props: Props): string[] {
    const { cacheKeyParameters: keys } = props;
    if (!isList(keys)) return [];
    return keys
        .filter((key) => typeof key === "string")
        .map((key) => knownValue(readString(props, "requestParameters", key)) ?? key);
}
