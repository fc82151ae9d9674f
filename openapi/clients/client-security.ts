import { isObject } from "../raw-value";
import type { RawObject } from "../rest-api-body";

const authTypeKey = "x-amazon-apigateway-authtype";
const authorizerKey = "x-amazon-apigateway-authorizer";

/**
 * A security scheme of a REST API's body in the terms of its clients: which credential a call carries, and where. A scheme of an
 * authorizer becomes one scheme for each header and query parameter that the authorizer reads, and none if it reads neither. The
 * forms are those of docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html.
 * @param name name of the scheme; the second and later schemes have the name of the header or query parameter as well.
 * @returns the schemes by name.
 */
export function clientSchemes(name: string, scheme: RawObject): Readonly<Record<string, RawObject>> {
    const authorizer = isObject(scheme[authorizerKey]) ? scheme[authorizerKey] : {};
    switch (String(scheme[authTypeKey] ?? "").toLowerCase()) {
        case "":
            return { [name]: withoutExtensions(scheme) };
        case "awssigv4":
            return { [name]: signature };
        case "cognito_user_pools":
            return { [name]: token(String(scheme.name), isAuthorization(scheme.name)) };
        default:
            return authorizer.type === "request"
                ? requestSchemes(name, authorizer)
                : { [name]: tokenScheme(scheme, authorizer) };
    }
}

// An export of AWS has this form, with the extension: OpenAPI has no scheme for a signature.
const signature = {
    type: "apiKey",
    in: "header",
    name: "Authorization",
    description: "AWS Signature Version 4 of the request, for the service `execute-api`.",
};

function tokenScheme({ name }: RawObject, { identitySource, identityValidationExpression = "" }: RawObject): RawObject {
    const [source] = sourcesOf(identitySource);
    const header = source?.in === "header" ? source.name : String(name);
    return token(header, isAuthorization(header) && /^\^?\(?Bearer\b/i.test(String(identityValidationExpression)));
}

function requestSchemes(name: string, { identitySource }: RawObject): Readonly<Record<string, RawObject>> {
    const sources = sourcesOf(identitySource);
    return Object.fromEntries(
        sources.map((source, index) => [
            index === 0 ? name : `${name}_${source.name.replaceAll(/[^\w.-]/g, "_")}`,
            { type: "apiKey", ...source },
        ]),
    );
}

function token(header: string, isBearer: boolean): RawObject {
    return isBearer ? { type: "http", scheme: "bearer" } : { type: "apiKey", in: "header", name: header };
}

function isAuthorization(header: unknown): boolean {
    return String(header).toLowerCase() === "authorization";
}

const places: Readonly<Record<string, string>> = { header: "header", querystring: "query" };

// Such as "method.request.header.X-Tenant, method.request.querystring.t, context.identity.sourceIp".
function sourcesOf(identitySource: unknown): { readonly in: string; readonly name: string }[] {
    return String(identitySource ?? "")
        .split(",")
        .flatMap((source) => {
            const { place = "", name } =
                /^\s*method\.request\.(?<place>\w+)\.(?<name>.+?)\s*$/.exec(source)?.groups ?? {};
            const found = places[place];
            return found === undefined || name === undefined ? [] : [{ in: found, name }];
        });
}

function withoutExtensions(scheme: RawObject): RawObject {
    return Object.fromEntries(Object.entries(scheme).filter(([key]) => !key.startsWith("x-")));
}
