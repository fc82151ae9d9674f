import { createHash } from "node:crypto";
import { createLocalJWKSet, exportJWK, generateKeyPair, type JSONWebKeySet, SignJWT } from "jose";
import { type PoolKeys, poolIssuer } from "./cognito-authorizer";

/** The user, the pool and the claims of a token. */
export interface TokenRequest {
    readonly region: string;
    readonly poolId: string;
    readonly clientId: string;
    readonly username: string;
    readonly scopes: readonly string[];
    readonly groups: readonly string[];
    /** Further claims of the ID token, such as `email`. */
    readonly claims: Readonly<Record<string, string>>;
    readonly expiresInSeconds: number;
}

/** The tokens of a user, as Cognito's token endpoint names them. */
export interface IssuedTokens {
    readonly id_token: string;
    readonly access_token: string;
    readonly token_type: "Bearer";
    readonly expires_in: number;
}

/**
 * Represents every user pool of a stack on this machine: it issues the tokens of any user who is asked for, without a password. Its
 * keys are new in each run, so that no token is valid at AWS, nor one of AWS here.
 */
export class LocalUserPool {
    /** Finds the public key of a token. */
    readonly keys: PoolKeys;

    private constructor(
        private readonly privateKey: CryptoKey,
        /** Public keys in the form of `/.well-known/jwks.json`. */
        readonly jwks: JSONWebKeySet,
        private readonly newId: () => string,
        private readonly clock: () => number,
    ) {
        this.keys = createLocalJWKSet(jwks);
    }

    /**
     * Generates the keys.
     * @param newId returns a new UUID.
     * @param clock time in milliseconds.
     */
    static async create(newId: () => string, clock: () => number): Promise<LocalUserPool> {
        const { privateKey, publicKey } = await generateKeyPair("RS256");
        const key = { ...(await exportJWK(publicKey)), kid: newId(), alg: "RS256", use: "sig" };
        return new LocalUserPool(privateKey, { keys: [key] }, newId, clock);
    }

    /** Issues an ID token and an access token (claims: Cognito developer guide, "Understanding user pool JSON web tokens"). */
    async issue(request: TokenRequest): Promise<IssuedTokens> {
        const { poolId, username, clientId, groups, scopes, claims } = request;
        const common = {
            sub: subjectOf(poolId, username),
            ...(groups.length > 0 && { "cognito:groups": groups }),
            auth_time: Math.floor(this.clock() / 1000),
            event_id: this.newId(),
            origin_jti: this.newId(),
        };
        const idClaims = { ...claims, ...common, "cognito:username": username, aud: clientId, token_use: "id" };
        const accessClaims = { ...common, username, client_id: clientId, scope: scopes.join(" "), token_use: "access" };
        return {
            id_token: await this.sign(request, idClaims),
            access_token: await this.sign(request, accessClaims),
            token_type: "Bearer",
            expires_in: request.expiresInSeconds,
        };
    }

    private sign({ region, poolId, expiresInSeconds }: TokenRequest, claims: Record<string, unknown>): Promise<string> {
        const now = Math.floor(this.clock() / 1000);
        return new SignJWT(claims)
            .setProtectedHeader({ alg: "RS256", kid: this.jwks.keys[0]?.kid ?? "" })
            .setIssuer(poolIssuer(region, poolId))
            .setJti(this.newId())
            .setIssuedAt(now)
            .setExpirationTime(now + expiresInSeconds)
            .sign(this.privateKey);
    }
}

// A user has one in a pool, in each of the tokens (Cognito developer guide, "Understanding the identity (ID) token").
function subjectOf(poolId: string, username: string): string {
    const digits = createHash("sha256").update(`${poolId}/${username}`).digest("hex");
    return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-8$4-$5");
}
