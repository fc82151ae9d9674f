import type { CloudCall } from "./call-hooks";

/** The rate at which AWS accepts calls of a kind from an account. */
export interface RateLimit {
    readonly type: string;
    readonly on: CloudCall["verb"];
    /** Seconds from one call to the next. */
    readonly every: number;
}

/** Source of the limits: the quotas for creating, deploying and managing an API. */
export const rateLimitsSource = "docs.aws.amazon.com/apigateway/latest/developerguide/limits.html";

/** The limits of API Gateway for resources that programs create in parallel. */
export const rateLimits: readonly RateLimit[] = [
    { type: "aws:apigateway/apiKey:ApiKey", on: "create", every: 0.2 },
    { type: "aws:apigateway/apiKey:ApiKey", on: "delete", every: 0.2 },
    { type: "aws:apigateway/deployment:Deployment", on: "create", every: 5 },
    { type: "aws:apigateway/domainName:DomainName", on: "create", every: 30 },
    { type: "aws:apigateway/domainName:DomainName", on: "delete", every: 30 },
    { type: "aws:apigateway/restApi:RestApi", on: "create", every: 3 },
    { type: "aws:apigateway/restApi:RestApi", on: "delete", every: 30 },
    { type: "aws:apigateway/account:Account", on: "update", every: 20 },
    { type: "aws:apigateway/usagePlan:UsagePlan", on: "update", every: 20 },
];

/** AWS's error for a call that exceeds a rate (aws/aws-sdk-js#1014). */
export const tooManyRequests = "TooManyRequestsException: Too Many Requests";

// The provider's own default (hashicorp/terraform-provider-aws, website/docs/index.html.markdown, max_retries), and the
// maximum pause of the AWS SDK (aws/aws-sdk-go-v2, aws/retry, DefaultMaxBackoff).
const maxRetries = 25;
const maxPause = 20;

/**
 * Accepts calls as often as AWS does. A call that comes too early is rejected, and the provider retries after a pause
 * that doubles each time. The pauses pass on a simulated clock, so that nothing waits.
 */
export class CallRates {
    private seconds = 0;
    private readonly last = new Map<RateLimit, number>();
    private rejections: string[] = [];

    constructor(
        private readonly limits: readonly RateLimit[] = rateLimits,
        private readonly retries = maxRetries,
    ) {}

    /**
     * Accepts a call, after simulated retries if necessary.
     * @throws {Error} with AWS's message if all retries are rejected.
     */
    take({ verb, type, name }: CloudCall): void {
        const limit = this.limits.find((own) => own.type === type && own.on === verb);
        if (!limit) return;
        for (let pause = 1, retry = 0; this.isTooEarly(limit); pause = Math.min(2 * pause, maxPause), retry += 1) {
            if (retry === this.retries) throw new Error(`${verb} ${type} "${name}": ${tooManyRequests}`);
            this.rejections.push(`${verb} ${type} "${name}": ${tooManyRequests}; retried`);
            this.seconds += pause;
        }
        this.last.set(limit, this.seconds);
    }

    /** Records a call that was rejected with an error, and succeeded when the provider retried it. */
    retry({ verb, type, name }: CloudCall, error: string): void {
        this.rejections.push(`${verb} ${type} "${name}": ${error}; retried`);
        this.seconds += 1;
    }

    /** Calls since the last use of this function that were rejected and succeeded when retried. */
    overcome(): string[] {
        const met = this.rejections;
        this.rejections = [];
        return met;
    }

    private isTooEarly(limit: RateLimit): boolean {
        const before = this.last.get(limit);
        return before !== undefined && this.seconds < before + limit.every;
    }
}
