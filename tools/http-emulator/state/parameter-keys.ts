/** A change of a request or a response, as the key of a mapping names it. */
export type ParameterChange =
    | {
          readonly operation: "append" | "overwrite" | "remove";
          readonly place: "header" | "querystring";
          readonly name: string;
      }
    | { readonly operation: "overwrite"; readonly place: "path" | "statuscode"; readonly name: "" };

// docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html#http-api-mapping-reserved-headers
const reserved = new Set(
    [
        "authorization connection content-encoding content-length content-location forwarded keep-alive origin",
        "proxy-authenticate proxy-authorization te trailers transfer-encoding upgrade x-forwarded-for x-forwarded-host",
        "x-forwarded-proto via",
    ].flatMap((names) => names.split(" ")),
);
const reservedPrefixes = ["access-control-", "apigw-", "x-amz-", "x-amzn-"];

const form = /^(?<operation>append|overwrite|remove):(?<place>header|querystring)\.(?<name>.+)$/;

/**
 * Reads the key of a mapping, such as `append:header.x-client` or `overwrite:path`
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html).
 * @returns undefined for a key that API Gateway does not have.
 */
export function parameterChange(direction: "request" | "response", key: string): ParameterChange | undefined {
    if (direction === "request" && key === "overwrite:path") return { operation: "overwrite", place: "path", name: "" };
    if (direction === "response" && key === "overwrite:statuscode")
        return { operation: "overwrite", place: "statuscode", name: "" };
    const { operation, place, name = "" } = form.exec(key)?.groups ?? {};
    if (operation !== "append" && operation !== "overwrite" && operation !== "remove") return undefined;
    if (place === "header") return { operation, place, name };
    return place === "querystring" && direction === "request" ? { operation, place, name } : undefined;
}

/** The reason for which API Gateway has no mapping with a key; undefined if it has. */
export function parameterKeyProblem(direction: "request" | "response", key: string): string | undefined {
    const change = parameterChange(direction, key);
    if (change === undefined) return `got "${key}", want a key of a ${direction} mapping such as overwrite:header.name`;
    const name = change.name.toLowerCase();
    const isReserved = reserved.has(name) || reservedPrefixes.some((prefix) => name.startsWith(prefix));
    return change.place === "header" && isReserved ? `got "${key}", want a header that is not reserved` : undefined;
}
