import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import { HttpApiError } from "../call/http-api-error";
import type { CallerContext, RoutedCall } from "../call/http-call";
import type { JwtAuthorizer } from "../state/deployed-http-api";
import { identityValue } from "./identity-source";
import type { IssuerKeys } from "./issuer-keys";

/**
 * Checks the JSON Web Token of a call: signature by an RSA key of the issuer, `iss`, `aud` or without it `client_id`, `exp`, `nbf`, `iat`,
 * and one of the route's scopes (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html).
 * @param now time in milliseconds.
 * @throws {HttpApiError} UNAUTHORIZED, or ACCESS_DENIED for a token without a scope, with `www-authenticate`.
 */
export async function checkToken(
    authorizer: JwtAuthorizer,
    call: RoutedCall,
    { keys, now }: { readonly keys: IssuerKeys; readonly now: number },
): Promise<CallerContext> {
    const value = identityValue(authorizer.identitySource, call);
    if (value === undefined)
        throw new HttpApiError("UNAUTHORIZED", "missing: token not provided", [["www-authenticate", "Bearer"]]);
    const token = value.replace(/^Bearer +/i, "");
    // These three descriptions are AWS's (http-api-troubleshooting-jwt, and users' captures of 2026); the others are not known.
    if (token.split(".").length !== 3) throw invalid("token contains an invalid number of segments");
    const payload = await verified(token, await issuerKeys(authorizer, keys), now);
    if (payload.iss !== authorizer.issuer) throw invalid("issuer does not match");
    const audience = payload.aud ?? payload.client_id;
    if (![audience].flat().some((each) => typeof each === "string" && authorizer.audiences.includes(each)))
        throw invalid("the token does not have a valid audience");
    const granted = scopesOf(payload);
    const { scopes } = call.route;
    if (scopes.length > 0 && !scopes.some((scope) => granted.includes(scope))) {
        const challenge = `Bearer scope="${scopes.join(" ")}" error="insufficient_scope"`;
        throw new HttpApiError("ACCESS_DENIED", `the token has none of the scopes ${scopes.join(", ")}`, [
            ["www-authenticate", challenge],
        ]);
    }
    const claims = Object.fromEntries(Object.entries(payload).map(([name, claim]) => [name, claimText(claim)]));
    for (const [name, claim] of Object.entries(claims)) call.context[`authorizer.claims.${name}`] = claim;
    return { kind: "jwt", claims, scopes: scopes.length === 0 ? null : granted };
}

async function issuerKeys({ issuer }: JwtAuthorizer, keys: IssuerKeys): Promise<JWTVerifyGetKey> {
    try {
        return await keys.of(issuer);
    } catch (error) {
        if (!(error instanceof Error)) throw error;
        throw invalid(`the keys of the issuer cannot be fetched: ${error.message}`);
    }
}

async function verified(token: string, keys: JWTVerifyGetKey, now: number): Promise<JWTPayload> {
    try {
        const options = {
            algorithms: ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
            currentDate: new Date(now),
            requiredClaims: ["exp"],
        };
        const { payload, protectedHeader } = await jwtVerify(token, keys, options);
        if (protectedHeader.kid === undefined) throw invalid("the token has no kid");
        if (payload.iat !== undefined && payload.iat > now / 1000) throw invalid("the token is issued in the future");
        return payload;
    } catch (error) {
        if (error instanceof errors.JWTExpired) throw invalid("the token has expired");
        if (error instanceof errors.JOSEError) throw invalid(error.message);
        throw error;
    }
}

function invalid(description: string): HttpApiError {
    const text = description.replaceAll('"', "'").replaceAll(/[^\x20-\x7e]+/g, " ");
    const challenge = `Bearer scope="" error="invalid_token" error_description="${text}"`;
    return new HttpApiError("UNAUTHORIZED", description, [["www-authenticate", challenge]]);
}

function scopesOf({ scope, scp }: JWTPayload): string[] {
    const found = scope ?? scp;
    if (Array.isArray(found)) return found.map(String);
    return typeof found === "string" ? found.split(" ").filter(Boolean) : [];
}

// Claims are strings in events and variables; a list is in brackets, with spaces.
function claimText(claim: unknown): string {
    if (Array.isArray(claim)) return `[${claim.map(String).join(" ")}]`;
    return typeof claim === "object" && claim !== null ? JSON.stringify(claim) : String(claim);
}
