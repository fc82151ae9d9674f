/** How the gateway checks a security scheme of the documents, beside its API key. */
export type Authorizer =
    | (FunctionAuthorizer & {
          readonly type: "token";
          /** Header with the token that the function checks. */
          readonly identityHeader: string;
          /** Regular expression that a token has to match before the function is called. */
          readonly identityPattern?: string | undefined;
      })
    | (FunctionAuthorizer & {
          readonly type: "request";
          /** Parts of the request without which the function is not called, as API Gateway writes them: `method.request.header.X-Tenant`. */
          readonly identitySources: readonly string[];
      })
    | {
          readonly type: "cognito";
          /** Header with the token of a user pool. */
          readonly identityHeader: string;
          /** ARNs of user pools; "own" for that of the stack. */
          readonly userPools: readonly string[];
      }
    | { readonly type: "iam" }
    | JwtAuthorizer;

/** A check of JSON Web Tokens, which an HTTP API does by itself, and a REST API cannot. */
export interface JwtAuthorizer {
    readonly type: "jwt";
    /** URL below which the issuer's keys are found. */
    readonly issuer: string;
    /** Values of `aud`, or of `client_id` without it, of which a token has one. */
    readonly audiences: readonly string[];
}

/** How a REST API can check a security scheme. */
export type RestAuthorizer = Exclude<Authorizer, JwtAuthorizer>;

interface FunctionAuthorizer {
    /** The Lambda function: the name of one in the account and region of the REST API, or the ARN of any. */
    readonly function: string;
    /** Seconds for which API Gateway keeps its result for the same identity sources; 0 for none. */
    readonly ttlSeconds: number;
}

/** Authorizers by the name of the security scheme that they check. */
export type Authorizers = Readonly<Record<string, Authorizer>>;

/** The user pool that the stack creates, among the ARNs of others. */
export const ownUserPool = "own";

/** Whether the body contains the account and the region of an authorizer's function or user pool. */
export function needsPlace(authorizer: Authorizer): boolean {
    if (authorizer.type === "iam" || authorizer.type === "jwt") return false;
    return authorizer.type === "cognito" ? authorizer.userPools.includes(ownUserPool) : true;
}
