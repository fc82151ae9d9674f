/** A feature in which the publishers differ, or that a reader may think they do. */
interface Feature {
    readonly what: string;
    readonly rest: string;
    readonly http: string;
    /** Page of the developer guide of API Gateway that says so, without `.html`. */
    readonly source: string;
}

const comparison = "http-api-vs-rest";

/** The features of both publishers, as API Gateway and these stacks have them. */
export const features: readonly Feature[] = [
    {
        what: "API keys",
        rest: "of API Gateway",
        http: "none; with `keys: required` a Lambda authorizer checks them in a DynamoDB table",
        source: comparison,
    },
    {
        what: "rate and quota of a client",
        rest: "usage plans; 429 above them",
        http: "none; the same authorizer counts calls, at most 500 a second of a client with its burst, or 333 beside a quota; 403 above them, since an authorizer has no other status",
        source: "http-api-lambda-authorizer",
    },
    {
        what: "rate of all clients together",
        rest: "for each stage and method",
        http: "for the stage and each route",
        source: "http-api-throttling",
    },
    { what: "cache", rest: "for each stage", http: "none; CloudFront in front of it", source: comparison },
    { what: "validation of requests", rest: "yes", http: "no", source: comparison },
    { what: "web ACL (AWS WAF)", rest: "yes", http: "no", source: comparison },
    { what: "endpoints", rest: "regional, edge-optimized, private", http: "regional", source: comparison },
    { what: "resource policy", rest: "yes", http: "no", source: comparison },
    { what: "mutual TLS", rest: "yes, at a domain name", http: "yes, at a domain name", source: comparison },
    {
        what: "tokens (JWT)",
        rest: "of a Cognito user pool, or by a Lambda authorizer",
        http: "of any issuer",
        source: "http-api-jwt-authorizer",
    },
    {
        what: "CORS",
        rest: "an OPTIONS method for each path",
        http: "the API responds to preflights itself, and ignores the headers of the servers",
        source: "http-api-cors",
    },
    { what: "stages, canary releases", rest: "yes", http: "one stage, which deploys each change", source: comparison },
    { what: "own bodies of errors", rest: "yes", http: "no", source: comparison },
    {
        what: "X-Ray, execution logs",
        rest: "yes",
        http: "no; the access log and metrics remain",
        source: comparison,
    },
    {
        what: "way to the servers",
        rest: "VPC link and network load balancer",
        http: "VPC link V2 and application load balancer, which routes by path",
        source: "http-api-develop-integrations-private",
    },
    {
        what: "wait for a response",
        rest: "29 s; a regional API can have more",
        http: "30 s at most",
        source: "http-api-quotas",
    },
    { what: "size of a request or response", rest: "10 MB", http: "10 MB", source: "http-api-quotas" },
];
