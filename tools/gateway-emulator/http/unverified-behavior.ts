/** What no source confirms of API Gateway's behaviour; each default is the one that hides no trouble from a developer. */
export interface UnverifiedBehavior {
    /** Which answers of a backend the cache keeps. One user saw a backend's 429 replayed; another gateway keeps 2xx only. */
    readonly cachedStatuses: "every" | "success";
    /** Whether the body of a 400 has a space after its colon, as a 5xx has. Front-end errors (403, 429) have none. */
    readonly spaceInBadRequest: boolean;
    /** Status of a connection that breaks: AWS's table of gateway responses says 504, LocalStack answers 500. */
    readonly integrationFailureStatus: 500 | 504;
    /** Whether a backend is sent the client's API key. A proxy integration passes headers, and no exception is documented. */
    readonly forwardsApiKey: boolean;
    /** Whether a private integration's path begins with the stage: documented for VPC links V2, never seen with V1. */
    readonly stageInBackendPath: boolean;
}

/** The careful defaults. */
export const defaultBehavior: UnverifiedBehavior = {
    cachedStatuses: "every",
    spaceInBadRequest: true,
    integrationFailureStatus: 504,
    forwardsApiKey: true,
    stageInBackendPath: false,
};
