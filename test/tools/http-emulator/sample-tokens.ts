import { exportJWK, generateKeyPair, SignJWT } from "jose";
import type { JwtAuthorizer } from "../../../tools/http-emulator/state/deployed-http-api";

export const issuer = "https://issuer.example";

/** When tokens are issued, in seconds. */
export const issuedAt = Date.UTC(2026, 0, 1) / 1000;

export const jwtAuthorizer: JwtAuthorizer = {
    type: "JWT",
    id: "jwt1",
    name: "users",
    identitySource: "$request.header.Authorization",
    issuer,
    audiences: ["shop"],
};

/** An issuer of tokens with one RSA key. */
export interface SampleIssuer {
    readonly fetchJson: (url: string) => Promise<unknown>;
    /** URLs that were fetched. */
    readonly fetched: string[];
    /** Signs a token that is valid for an hour, with these claims in place of the usual ones. */
    token(claims?: Readonly<Record<string, unknown>>, header?: { readonly kid?: string }): Promise<string>;
}

let made: Promise<SampleIssuer> | undefined;

/** Creates the issuer; its key is generated once in a run. */
export function sampleIssuer(): Promise<SampleIssuer> {
    made ??= create();
    return made;
}

async function create(): Promise<SampleIssuer> {
    const { privateKey, publicKey } = await generateKeyPair("RS256");
    const jwk = { ...(await exportJWK(publicKey)), kid: "key1", alg: "RS256", use: "sig" };
    const documents: Readonly<Record<string, unknown>> = {
        [`${issuer}/.well-known/openid-configuration`]: { issuer, jwks_uri: `${issuer}/keys` },
        [`${issuer}/keys`]: { keys: [jwk] },
    };
    const fetched: string[] = [];
    return {
        fetched,
        fetchJson: async (url) => {
            fetched.push(url);
            if (documents[url] === undefined) throw new Error(`no ${url}`);
            return documents[url];
        },
        token: (claims = {}, header = { kid: "key1" }) =>
            new SignJWT({ iss: issuer, aud: "shop", iat: issuedAt, exp: issuedAt + 3600, sub: "me", ...claims })
                .setProtectedHeader({ alg: "RS256", ...header })
                .sign(privateKey),
    };
}
