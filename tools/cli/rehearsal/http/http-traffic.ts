import { isObject } from "../../../../openapi/raw-value";
import type { Cloud } from "../../../cloud-simulator/state/cloud";
import { TokenBuckets } from "../../../gateway-emulator/limits/token-bucket";
import { defaultHttpBehavior } from "../../../http-emulator/call/unverified-http-behavior";
import { HttpApiGateway } from "../../../http-emulator/http-api-gateway";
import type { DeployedHttpApi } from "../../../http-emulator/state/deployed-http-api";
import { readHttpApi } from "../../../http-emulator/state/read-http-api";
import { targetProblems } from "../backend-watch";
import { liveResources } from "../live-gateway";
import { hashOf, keyHashes } from "./live-keys";
import { isPossible, type SampleRequest, sampleRequests } from "./sample-requests";

/** Changes of these types may change the responses of an HTTP API. */
const decidesResponses = /^aws:(apigatewayv2|dynamodb|ec2|ecs|lambda|lb|vpc)\//;

const empty = Buffer.alloc(0);

/**
 * Requests of clients to the simulated HTTP API: to each route, with keys that are valid. They pass through the routes, the link, the rules
 * of the load balancer and the permissions that exist at the moment of the request, and need a healthy task at the end.
 */
export class HttpTraffic {
    /** Number of requests that were sent. */
    sent = 0;
    private readonly requests: readonly SampleRequest[];
    private readonly failures = new Map<SampleRequest, Set<string>>();
    /** The requests that failed from the start, as after an update that was interrupted. */
    private readonly down = new Set<SampleRequest>();
    private readonly pending: Promise<unknown>[] = [];
    private send: ((request: SampleRequest) => Promise<string | undefined>) | undefined;

    /** Chooses the requests, from the routes and the keys that exist now, and sends each once. */
    constructor(private readonly cloud: Cloud) {
        this.requests = sampleRequests(cloud);
        if (this.requests.length > 0) this.sendEach((request) => this.down.add(request));
    }

    /**
     * Sends each request again.
     * @param type type of the resource that the last call changed. Default: any.
     */
    look(type?: string): void {
        if (this.requests.length === 0 || (type !== undefined && !decidesResponses.test(type))) return;
        this.send = undefined;
        this.sendEach((request, problem) => {
            const found = this.failures.get(request) ?? new Set();
            this.failures.set(request, found.add(problem));
        });
    }

    /**
     * Describes the requests that failed for a while, and those that fail now. A request is left out if it never succeeded before, and if its
     * route or its key no longer exists: it has ended on purpose.
     */
    async problems(): Promise<string[]> {
        await Promise.all(this.pending.splice(0));
        const forWhile = [...this.failures]
            .filter(([request]) => !this.down.has(request) && isPossible(request, this.cloud))
            .flatMap(([, problems]) => [...problems]);
        this.send = undefined;
        const now = await Promise.all(sampleRequests(this.cloud).map((request) => this.record(request)));
        return [...new Set([...forWhile, ...now.filter((problem) => problem !== undefined)])];
    }

    private sendEach(fails: (request: SampleRequest, problem: string) => void): void {
        for (const request of this.requests)
            this.pending.push(
                this.record(request).then((problem) => {
                    if (problem !== undefined) fails(request, problem);
                }),
            );
    }

    private record(request: SampleRequest): Promise<string | undefined> {
        this.sent++;
        this.send ??= this.connect();
        return this.send(request);
    }

    // Keys and targets are those of this moment, although responses come later.
    private connect(): (request: SampleRequest) => Promise<string | undefined> {
        const { cloud } = this;
        const api = liveHttpApi(cloud);
        if (api === undefined) return async () => "the HTTP API does not exist";
        if (typeof api === "string") return async ({ request }) => `${request.method} ${request.url}: ${api}`;
        const groups = cloud.store.ofType("aws:lb/targetGroup:TargetGroup").map(({ id }) => id);
        const healthy = new Set(groups.filter((group) => isHealthy(group, cloud)));
        const valid = new Set(keyHashes(cloud));
        const named = groups.map((group) => [group, { name: group, environment: {} }]);
        const gateway = new HttpApiGateway(
            { ...api, targets: Object.fromEntries(named) },
            {
                backend: async () => ({ kind: "response", status: 200, headers: [], body: empty }),
                isRunning: (group) => healthy.has(group),
                invokeFunction: async (_, event) => {
                    const isAuthorized = valid.has(hashOf(keyIn(event)));
                    return { kind: "payload", payload: JSON.stringify({ isAuthorized }) };
                },
                buckets: new TokenBuckets(),
                // One request a second, which no throttle rejects.
                clock: () => this.sent * 1000,
                newId: () => "00000000-0000-4000-8000-000000000000",
                unverified: defaultHttpBehavior,
                explains: true,
            },
        );
        return async ({ request }) => {
            const { status, explanation = "" } = (await gateway.serve(request)).response;
            return status < 400 ? undefined : `${request.method} ${request.url} got ${status} ${explanation}`.trim();
        };
    }
}

// A problem such as that of a route whose integration does not exist.
function liveHttpApi(cloud: Cloud): DeployedHttpApi | string | undefined {
    try {
        return readHttpApi(liveResources(cloud));
    } catch (error) {
        return error instanceof Error ? error.message : String(error);
    }
}

function isHealthy(group: string, cloud: Cloud): boolean {
    return targetProblems(group, cloud).some((problem) => problem === undefined);
}

// The value of the header, by which the function knows a client.
function keyIn(event: unknown): string {
    const sources = isObject(event) && Array.isArray(event.identitySource) ? event.identitySource : [];
    return String(sources[0] ?? "");
}
