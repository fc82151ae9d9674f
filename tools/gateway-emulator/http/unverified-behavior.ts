/** Behaviour of API Gateway that no source confirms; each default is the choice least likely to hide a problem from a developer. */
export interface UnverifiedBehavior {
    /** Which responses of a backend are cached. One user saw a backend's 429 replayed; another emulator caches only 2xx. */
    readonly cachedStatuses: "every" | "success";
    /** Whether the body of a 400 has a space after its colon, as a 5xx has. Front-end errors (403, 429) have none. */
    readonly spaceInBadRequest: boolean;
    /** Status for a broken connection: AWS's table of gateway responses says 504, LocalStack returns 500. */
    readonly integrationFailureStatus: 500 | 504;
    /** Whether the client's API key is forwarded to the backend. A proxy integration passes headers on, and no exception is documented. */
    readonly forwardsApiKey: boolean;
    /** Whether the path of a private integration begins with the stage: documented for VPC links V2, never seen with V1. */
    readonly stageInBackendPath: boolean;
    /**
     * Whether the name of a header in a mapping, a required parameter or a cache key must have the case of the declaration.
     * AWS documents "exact", and users who send `x-tenant` for `X-Tenant` confirm it, but no source covers cache keys.
     */
    readonly headerNames: "exact" | "any case";
    /**
     * Whether an empty string fulfils the condition of an `#if` in a mapping template: it does in Velocity 1.7, and does not in
     * 2.0. A template that compares with `""` works either way.
     */
    readonly emptyStringIsTrue: boolean;
}

/** The defaults. */
export const defaultBehavior: UnverifiedBehavior = {
    cachedStatuses: "every",
    spaceInBadRequest: true,
    integrationFailureStatus: 504,
    forwardsApiKey: true,
    stageInBackendPath: false,
    headerNames: "exact",
    emptyStringIsTrue: true,
};
