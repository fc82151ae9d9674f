import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import type { BodyAuthorization, BodyAuthorizer } from "../../../openapi/authorizers-in-body";
import { headerValues } from "../http/message";
import { type Call, withStageVariables } from "../request/call-context";
import { misconfigured, unauthorized } from "./denials";

/** An authorizer that checks tokens of user pools. */
export type CognitoAuthorizer = Extract<BodyAuthorizer, { readonly type: "cognito_user_pools" }>;

/** Finds the public key of a token, by its header, among those of all local user pools. */
export type PoolKeys = JWTVerifyGetKey;

/**
 * Checks the token of a user pool: signature, issuer, times, and what it is for. A method without scopes needs an ID token, and one
 * with scopes an access token that has any one of them (API reference, PutMethod, authorizationScopes; amplify-category-api#1017). The
 * pool is not asked, so that a token which the pool has revoked is valid until it expires (Cognito developer guide, "Revoking tokens").
 * @param now time in milliseconds.
 * @returns the claims as values of `$context` without its prefix.
 * @throws {GatewayError} UNAUTHORIZED, or AUTHORIZER_CONFIGURATION_ERROR if a pool's stage variable is missing.
 */
export async function checkToken(
    { scopes }: BodyAuthorization,
    authorizer: CognitoAuthorizer,
    call: Call,
    { keys, now }: { readonly keys: PoolKeys; readonly now: number },
): Promise<Record<string, string>> {
    const value = headerValues(call.request.headers, authorizer.header).at(-1);
    if (!value) throw unauthorized(`the header "${authorizer.header}" is missing`);
    const payload = await verified(value.replace(/^Bearer +/i, ""), authorizer, call, { keys, now });
    checkUse(payload, scopes);
    const { aud, iss: _, ...others } = payload;
    const { identityPattern } = authorizer;
    if (identityPattern !== undefined && !new RegExp(`^(?:${identityPattern})$`).test(String(aud ?? "")))
        throw unauthorized(`the token's audience does not match ${identityPattern}`);
    const claims = Object.entries({ ...others, ...(aud !== undefined && { aud }), iss: payload.iss });
    return Object.fromEntries(claims.map(([name, claim]) => [`authorizer.claims.${name}`, claimText(name, claim)]));
}

async function verified(
    token: string,
    { providerArns }: CognitoAuthorizer,
    call: Call,
    { keys, now }: { readonly keys: PoolKeys; readonly now: number },
): Promise<JWTPayload> {
    const issuer = providerArns.map((arn) => issuerOf(withStageVariables(arn, call.variables) ?? "", arn));
    try {
        const options = {
            issuer,
            algorithms: ["RS256"],
            currentDate: new Date(now),
            requiredClaims: ["exp", "token_use"],
        };
        return (await jwtVerify(token, keys, options)).payload;
    } catch (error) {
        if (error instanceof errors.JWTExpired)
            throw unauthorized("the token has expired", "The incoming token has expired");
        if (error instanceof errors.JOSEError) throw unauthorized(`the token is not valid: ${error.message}`);
        throw error;
    }
}

function checkUse({ token_use: use, scope }: JWTPayload, scopes: readonly string[]): void {
    const expected = scopes.length === 0 ? "id" : "access";
    if (use !== expected)
        throw unauthorized(`the token is of use "${use}", and the method needs one of use "${expected}"`);
    const granted = typeof scope === "string" ? scope.split(" ") : [];
    if (scopes.length > 0 && !scopes.some((each) => granted.includes(each)))
        throw unauthorized(`the token has none of the scopes ${scopes.join(", ")}`);
}

/** The issuer of a user pool's tokens (Cognito developer guide, "Verifying JSON web tokens"). */
export function poolIssuer(region: string, poolId: string): string {
    return `https://cognito-idp.${region}.amazonaws.com/${poolId}`;
}

function issuerOf(arn: string, template: string): string {
    const [, region = "", id] = /^arn:[^:]+:cognito-idp:([^:]+):\d{12}:userpool\/(.+)$/.exec(arn) ?? [];
    if (id === undefined) throw misconfigured(`"${template}" is no ARN of a user pool`);
    return poolIssuer(region, id);
}

// As in the events of functions: lists joined, and times of the token written out (developer guide, "Input format of a Lambda function
// for proxy integration").
function claimText(name: string, claim: unknown): string {
    if (typeof claim === "number" && (name === "exp" || name === "iat")) return writtenTime(claim);
    if (Array.isArray(claim)) return claim.map(String).join(",");
    return typeof claim === "object" && claim !== null ? JSON.stringify(claim) : String(claim);
}

// Such as "Thu Sep 07 16:54:07 UTC 2023".
function writtenTime(seconds: number): string {
    const [day = "", date = "", month = "", year = "", time = ""] = new Date(seconds * 1000).toUTCString().split(" ");
    return `${day.slice(0, 3)} ${month} ${date} ${time} UTC ${year}`;
}
