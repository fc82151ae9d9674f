import { z } from "zod";

/** An authorizer of a REST API's body (API Gateway developer guide, "x-amazon-apigateway-authorizer object"). */
export type BodyAuthorizer =
    | (FunctionAuthorizer & {
          readonly type: "token";
          /** Header with the token. */
          readonly header: string;
          /** Regular expression that a token has to match before the function is called. */
          readonly identityPattern?: string;
      })
    | (FunctionAuthorizer & {
          readonly type: "request";
          /** Mapping expressions, such as `method.request.header.X-Tenant`. */
          readonly identitySources: readonly string[];
      })
    | {
          readonly type: "cognito_user_pools";
          readonly header: string;
          /** ARNs of user pools; may contain stage variables. */
          readonly providerArns: readonly string[];
          /** Regular expression that the audience of a token has to match. */
          readonly identityPattern?: string;
      }
    | { readonly type: "iam" }
    /** A scheme with an authorizer of another form. */
    | { readonly type: "unknown"; readonly reason: string };

interface FunctionAuthorizer {
    /** May contain stage variables. */
    readonly uri: string;
    readonly ttlSeconds: number;
    /** Whether API Gateway assumes a role to call the function, which then needs no permission. */
    readonly hasCredentials: boolean;
}

/** The authorizer that calls of an operation pass. */
export interface BodyAuthorization {
    /** Name of its security scheme. */
    readonly name: string;
    readonly authorizer: BodyAuthorizer;
    /** Scopes of which an access token needs one; none for an ID token. */
    readonly scopes: readonly string[];
}

const ownAuthtype = z.object({ "x-amazon-apigateway-authtype": z.string() });
const header = z.object({ in: z.literal("header"), name: z.string().min(1) });
const functionForm = z.object({
    authorizerUri: z.string().min(1),
    // Default of API Gateway (API reference, CreateAuthorizer).
    authorizerResultTtlInSeconds: z.number().int().min(0).max(3600).default(300),
    authorizerCredentials: z.string().optional(),
});
const pattern = { identityValidationExpression: z.string().min(1).optional() };
const authorizerForm = z.discriminatedUnion("type", [
    functionForm.extend({ type: z.literal("token"), ...pattern }),
    functionForm.extend({ type: z.literal("request"), identitySource: z.string().default("") }),
    z.object({ type: z.literal("cognito_user_pools"), providerARNs: z.array(z.string()).min(1), ...pattern }),
]);
const override = z.object({ type: z.string().transform((type) => type.toUpperCase()) });
const object = z.record(z.string(), z.unknown()).catch({});
const list = z.array(z.unknown()).catch([]);
const texts = z.array(z.string()).catch([]);

/**
 * Reads which authorizer calls of an operation pass; undefined without one. A method of API Gateway has one: the first that a
 * requirement of the operation names. Requirements of the whole document do not count, as for API keys.
 * @param schemes `components.securitySchemes`, or `securityDefinitions` of Swagger 2.0.
 */
export function authorizationOf(
    operation: Readonly<Record<string, unknown>>,
    schemes: Readonly<Record<string, unknown>>,
): BodyAuthorization | undefined {
    const own = override.safeParse(operation["x-amazon-apigateway-auth"]).data?.type;
    if (own === "NONE") return undefined;
    for (const requirement of list.parse(operation.security))
        for (const [name, scopes] of Object.entries(object.parse(requirement))) {
            const authorizer = readAuthorizer(schemes[name]);
            if (authorizer !== undefined) return { name, authorizer, scopes: texts.parse(scopes) };
        }
    return own === "AWS_IAM" ? { name: "AWS_IAM", authorizer: { type: "iam" }, scopes: [] } : undefined;
}

/** Reads the authorizer of a security scheme; undefined for one without. */
export function readAuthorizer(scheme: unknown): BodyAuthorizer | undefined {
    const declared = object.parse(scheme)["x-amazon-apigateway-authorizer"];
    const authtype = ownAuthtype.safeParse(scheme).data?.["x-amazon-apigateway-authtype"].toLowerCase();
    if (declared === undefined && authtype === undefined) return undefined;
    if (authtype === "awssigv4") return { type: "iam" };
    const found = authorizerForm.safeParse(lowerCaseType(declared));
    if (!found.success) return { type: "unknown", reason: z.prettifyError(found.error) };
    const { data } = found;
    if (data.type === "request") {
        const identitySources = data.identitySource.split(",").map((source) => source.trim());
        return {
            type: "request",
            ...functionOf(data),
            identitySources: identitySources.filter((source) => source !== ""),
        };
    }
    const place = header.safeParse(scheme);
    if (!place.success) return { type: "unknown", reason: "the scheme names no header" };
    const common = {
        header: place.data.name,
        ...(data.identityValidationExpression !== undefined && { identityPattern: data.identityValidationExpression }),
    };
    return data.type === "token"
        ? { type: "token", ...common, ...functionOf(data) }
        : { type: "cognito_user_pools", ...common, providerArns: data.providerARNs };
}

function functionOf(data: z.output<typeof functionForm>): FunctionAuthorizer {
    return {
        uri: data.authorizerUri,
        ttlSeconds: data.authorizerResultTtlInSeconds,
        hasCredentials: data.authorizerCredentials !== undefined,
    };
}

function lowerCaseType(declared: unknown): unknown {
    const { type, ...others } = object.parse(declared);
    return { type: typeof type === "string" ? type.toLowerCase() : type, ...others };
}
