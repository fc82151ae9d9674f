import { createLocalJWKSet, type JWTVerifyGetKey } from "jose";
import { z } from "zod";

/** Fetches JSON from a URL of an issuer; rejects if it cannot. */
export type FetchJson = (url: string) => Promise<unknown>;

const discoveryForm = z.object({ jwks_uri: z.string() });
const keysForm = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/** API Gateway may cache keys for two hours (developer guide, http-api-jwt-authorizer). */
const keptForMillis = 2 * 60 * 60 * 1000;

/** The public keys of issuers, from the document that `jwks_uri` of their OpenID configuration names. */
export class IssuerKeys {
    private readonly known = new Map<string, { readonly until: number; readonly keys: Promise<JWTVerifyGetKey> }>();

    /** @param clock time in milliseconds. */
    constructor(
        private readonly fetchJson: FetchJson,
        private readonly clock: () => number,
    ) {}

    /** Finds the keys of an issuer; rejects if they cannot be fetched, and tries again at the next call. */
    async of(issuer: string): Promise<JWTVerifyGetKey> {
        const kept = this.known.get(issuer);
        if (kept !== undefined && kept.until > this.clock()) return kept.keys;
        const keys = this.fetch(issuer);
        this.known.set(issuer, { until: this.clock() + keptForMillis, keys });
        try {
            return await keys;
        } catch (error) {
            this.known.delete(issuer);
            throw error;
        }
    }

    private async fetch(issuer: string): Promise<JWTVerifyGetKey> {
        const configuration = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
        const { jwks_uri: url } = discoveryForm.parse(await this.fetchJson(configuration));
        return createLocalJWKSet(keysForm.parse(await this.fetchJson(url)));
    }
}
