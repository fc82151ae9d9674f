import type { Plain, Props } from "../reading/resource";
import { isList, isObject, knownValue, readString } from "../reading/value";

/** Whether an operation requires an API key. */
export type KeyRequirement =
    | { readonly required: true }
    | {
          readonly required: false;
          readonly because: string;
          /** Describes the fix for one or several places. Default: add `security` to the operation. */
          readonly change?: (where: string) => string;
      };

/**
 * Determines whether an operation requires a key. API Gateway ignores the root's `security` (known issues,
 * docs.aws.amazon.com/apigateway, and amazon-archives/aws-apigateway-importer#204), so only the operation's own counts.
 * Alternatives are combined with "or", so each one has to require a key.
 */
export function keyRequirement(operation: Props, schemes: Props): KeyRequirement {
    const { security } = operation;
    if (security === undefined) return { required: false, because: "it has no security requirement" };
    if (!isList(security) || security.length === 0) return { required: false, because: "its security is empty" };
    for (const alternative of security) {
        const names = isObject(alternative) ? Object.keys(alternative) : [];
        if (names.some((name) => isKeyScheme(schemes[name]))) continue;
        const because = names.length === 0 ? "an empty alternative" : `the alternative "${names.join('" + "')}"`;
        return { required: false, because: `${because} of its security requires no key in the header x-api-key` };
    }
    const auth = operation["x-amazon-apigateway-auth"];
    if (isObject(auth) && String(auth.type).toUpperCase() === "NONE") {
        return { required: false, because: 'its x-amazon-apigateway-auth is "NONE"', change: removeAuthExtension };
    }
    return { required: true };
}

const removeAuthExtension = (where: string): string => `remove x-amazon-apigateway-auth from ${where}`;

const keyHeader = "x-api-key";

// With an authorizer attached, the header is input of that authorizer and no API key is required.
const isKeyScheme = (scheme: Plain | undefined): boolean =>
    isObject(scheme) &&
    scheme.type === "apiKey" &&
    scheme.in === "header" &&
    typeof scheme.name === "string" &&
    scheme.name.toLowerCase() === keyHeader &&
    !("x-amazon-apigateway-authtype" in scheme) &&
    !("x-amazon-apigateway-authorizer" in scheme);

/**
 * Parts of the request that authorize an operation in addition to the key, written as in a cache key:
 * `method.request.header.Authorization`.
 */
export const credentialsOf = (security: Plain | undefined, schemes: Props): string[] => [
    ...new Set(schemesOf(security, schemes).flatMap(credentialsBy)),
];

/** Whether IAM authorizes an operation, by a scheme or by `x-amazon-apigateway-auth`. */
export function isSigned(operation: Props, schemes: Props): boolean {
    const auth = operation["x-amazon-apigateway-auth"];
    if (isObject(auth) && String(auth.type).toUpperCase() === iamAuthorization) return true;
    return schemesOf(operation.security, schemes).some(isSignature);
}

/** Value of a Method's `authorization`, or of the type of `x-amazon-apigateway-auth`, for IAM authorization. */
export const iamAuthorization = "AWS_IAM";

function schemesOf(security: Plain | undefined, schemes: Props): (Plain | undefined)[] {
    if (!isList(security)) return [];
    const names = security.flatMap((alternative) => (isObject(alternative) ? Object.keys(alternative) : []));
    return names.map((name) => schemes[name]);
}

// docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authtype.html
const isSignature = (scheme: Plain | undefined): boolean =>
    isObject(scheme) && String(scheme["x-amazon-apigateway-authtype"]).toLowerCase() === "awssigv4";

function credentialsBy(scheme: Plain | undefined): readonly string[] {
    // A signature identifies the caller and changes with each request: no response depends on it.
    if (!isObject(scheme) || isKeyScheme(scheme) || isSignature(scheme)) return [];
    // An authorizer reads its identity sources; the scheme then names a header that clients do not send.
    const ofCall = identitySources(scheme["x-amazon-apigateway-authorizer"]);
    if (ofCall.length > 0) return ofCall;
    if (scheme.type !== "apiKey") return ["method.request.header.Authorization"];
    const place = new Map<Plain | undefined, string>([
        ["header", "header"],
        ["query", "querystring"],
    ]).get(scheme.in);
    // API Gateway does not accept a key in the query; that is reported separately.
    if (scheme.in === "query" && scheme.name === keyHeader) return [];
    return place !== undefined && typeof scheme.name === "string" ? [`method.request.${place}.${scheme.name}`] : [];
}

/** Parts of a request that an authorizer reads, e.g. `method.request.header.X-Token`; empty if it names none. */
export function identitySources(authorizer: Plain | undefined): readonly string[] {
    const sources = knownValue(readString(authorizer ?? null, "identitySource")) ?? "";
    return sources
        .split(",")
        .map((source) => source.trim())
        .filter((source) => source.startsWith("method.request."));
}
