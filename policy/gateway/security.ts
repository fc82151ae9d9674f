import type { Plain, Props } from "../resource";
import { isList, isObject } from "../value";

/** Whether a call needs an API key. */
export type KeyRequirement = { readonly required: true } | { readonly required: false; readonly because: string };

/**
 * Decides whether an operation needs a key. API Gateway ignores the root's `security` (known issues, docs.aws.amazon.com/apigateway, and
 * amazon-archives/aws-apigateway-importer#204), so only the operation's own counts; alternatives are an "or", so each must ask.
 */
export function keyRequirement(operation: Props, schemes: Props): KeyRequirement {
    const { security } = operation;
    if (security === undefined) return { required: false, because: "it has no security of its own" };
    if (!isList(security) || security.length === 0) return { required: false, because: "its security is empty" };
    for (const alternative of security) {
        const names = isObject(alternative) ? Object.keys(alternative) : [];
        if (names.some((name) => isKeyScheme(schemes[name]))) continue;
        const because = names.length === 0 ? "an empty alternative" : `the alternative "${names.join('" + "')}"`;
        return { required: false, because: `${because} of its security asks for no key in the header x-api-key` };
    }
    const auth = operation["x-amazon-apigateway-auth"];
    if (isObject(auth) && String(auth.type).toUpperCase() === "NONE") {
        return { required: false, because: 'its x-amazon-apigateway-auth says "NONE"' };
    }
    return { required: true };
}

// With an authorizer attached, the header only feeds that authorizer and no API key is asked for.
const isKeyScheme = (scheme: Plain | undefined): boolean =>
    isObject(scheme) &&
    scheme.type === "apiKey" &&
    scheme.in === "header" &&
    typeof scheme.name === "string" &&
    scheme.name.toLowerCase() === "x-api-key" &&
    !("x-amazon-apigateway-authtype" in scheme) &&
    !("x-amazon-apigateway-authorizer" in scheme);

/** Names the headers that an operation is authorized by beside the key, such as `Authorization`. */
export function credentialHeaders(security: Plain | undefined, schemes: Props): string[] {
    if (!isList(security)) return [];
    const names = security.flatMap((alternative) => (isObject(alternative) ? Object.keys(alternative) : []));
    const headers = names.flatMap((name) => {
        const scheme = schemes[name];
        if (!isObject(scheme) || isKeyScheme(scheme)) return [];
        if (scheme.type === "apiKey")
            return scheme.in === "header" && typeof scheme.name === "string" ? [scheme.name] : [];
        return ["Authorization"];
    });
    return [...new Set(headers)];
}
