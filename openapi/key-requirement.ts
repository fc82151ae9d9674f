import { z } from "zod";

/** Name of the API key's security scheme in the body. */
export const apiKeyScheme = "api_key";

const list = z.array(z.unknown()).catch([]);
const object = z.record(z.string(), z.unknown()).catch({});

const authOverride = z.object({ type: z.string() });

/** The security scheme of an API key: API Gateway reads it from this header alone (developer guide, "API key source"). */
export const keySchemeForm = z.object({
    type: z.literal("apiKey"),
    in: z.literal("header"),
    name: z.string().regex(/^x-api-key$/i),
});

// With an authorizer attached, the header only feeds that authorizer, and the gateway requires no API key.
const keyScheme = keySchemeForm.extend({
    "x-amazon-apigateway-authtype": z.undefined().optional(),
    "x-amazon-apigateway-authorizer": z.undefined().optional(),
});

/**
 * Whether calls of an operation of a REST API's body need an API key, by the same reading as rule R4's.
 *
 * API Gateway ignores the document's root `security` (developer guide, "Important notes"), so only the operation's
 * own counts. Its requirements are alternatives: a key is needed only if every one of them names a key scheme.
 * `x-amazon-apigateway-auth` of type NONE switches authorization off.
 * @param schemes `components.securitySchemes`, or `securityDefinitions` of Swagger 2.0.
 */
export function needsApiKey(operation: Readonly<Record<string, unknown>>, schemes: Readonly<Record<string, unknown>>) {
    const alternatives = list.parse(operation.security);
    const auth = authOverride.safeParse(operation["x-amazon-apigateway-auth"]);
    if (auth.success && auth.data.type.toUpperCase() === "NONE") return false;
    return (
        alternatives.length > 0 &&
        alternatives.every((alternative) =>
            Object.keys(object.parse(alternative)).some((name) => keyScheme.safeParse(schemes[name]).success),
        )
    );
}
