import { type GatewayRequest, type GatewayResponse, pathOf } from "../gateway-emulator/http/message";
import type { DeployedApi } from "../gateway-emulator/state/deployed-api";
import type { DeployedHttpApi } from "../http-emulator/state/deployed-http-api";
import { EdgeDistribution } from "./distribution/distribution";
import type { CacheResult } from "./distribution/response-headers";
import { Firewall } from "./firewall/firewall";
import type { RateCounters } from "./firewall/rate-counters";
import { viewerCountry } from "./firewall/viewer-country";
import { bucketResponse } from "./origins/bucket-origin";
import { HttpOrigin } from "./origins/http-origin";
import { StageOrigin } from "./origins/stage-origin";
import { hostName, splitUrl, withoutHeaders } from "./request/edge-request";
import type { DeployedEdge, Origin } from "./state/deployed-edge";

/** Path below which callers bypass the distribution and reach the API: no path of an API, domain name or site begins with a tilde. */
export const originPath = "/~origin/";

/** The API behind a distribution: a REST API or an HTTP API. */
export type ApiBehindEdge =
    | { readonly api: DeployedApi; readonly http?: undefined }
    | { readonly api?: undefined; readonly http: DeployedHttpApi };

/** The dependencies of the edge; tests replace each of them. */
export type EdgeArgs = ApiBehindEdge & EdgeDependencies;

/** The dependencies of the edge besides its API. */
export interface EdgeDependencies {
    readonly edge: DeployedEdge;
    readonly gateway: (request: GatewayRequest) => Promise<GatewayResponse>;
    /** ISO code of the country of all viewers. Default: one that the edge permits. */
    readonly country: string | undefined;
    /** Requests that rate rules have counted. */
    readonly counters: RateCounters;
    /** Time in milliseconds since 1970. */
    readonly clock: () => number;
    /** A new UUID. */
    readonly newId: () => string;
    /** Receives the lines that functions log. */
    readonly log: (line: string) => void;
}

/** A response and where it came from. */
export interface ServedAtEdge {
    readonly response: GatewayResponse;
    /** `Direct` for one that bypassed the distribution. */
    readonly result: CacheResult | "Direct";
}

/** A distribution with its firewall in front of the gateway's stages with theirs, or of an HTTP API, and in front of the buckets of the site. */
export class Edge {
    /** ISO code of the country that viewers are in. */
    readonly country: string;
    private readonly api: StageOrigin | HttpOrigin;
    private readonly distribution: EdgeDistribution;
    private readonly started: number;

    constructor(private readonly args: EdgeArgs) {
        const { edge, clock, log } = args;
        this.started = clock();
        this.country = args.country ?? viewerCountry(edge);
        this.api = args.http === undefined ? new StageOrigin(args) : new HttpOrigin(args);
        const firewall = edge.webAcl && new Firewall(edge.webAcl, args.counters);
        this.distribution = new EdgeDistribution({
            distribution: edge.distribution,
            check: (request) => firewall?.check({ ...request, url: urlOf(request) }) ?? { isBlocked: false },
            send: (request, origin, country) => this.send(request, origin, country),
            clock,
            log,
        });
    }

    /**
     * Responds to a request: below `originPath`, or with the API's own domain name as its host, as the API responds to callers that
     * bypass the distribution; otherwise as the distribution, whose name replaces the request's host.
     */
    async serve(request: GatewayRequest): Promise<ServedAtEdge> {
        const { edge, api, http, newId } = this.args;
        const host = hostName(request);
        if (pathOf(request).startsWith(originPath))
            return this.direct({ ...request, url: request.url.slice(originPath.length - 1) });
        if (Object.hasOwn((http ?? api).domains ?? {}, host)) return this.direct(request);
        const { domainName, aliases } = edge.distribution;
        const name = aliases.includes(host) ? host : (aliases[0] ?? domainName);
        return this.distribution.serve({
            ...splitUrl(request.url),
            method: request.method,
            headers: [["Host", name], ...withoutHeaders(request.headers, ["host"])],
            body: request.body,
            sourceIp: request.sourceIp,
            country: this.country,
            id: `${newId().replaceAll("-", "")}==`,
        });
    }

    private async direct(request: GatewayRequest): Promise<ServedAtEdge> {
        return { response: await this.api.respond(request, this.country, false), result: "Direct" };
    }

    private async send(request: GatewayRequest, { domainName }: Origin, country: string): Promise<GatewayResponse> {
        const bucket = Object.hasOwn(this.args.edge.buckets, domainName)
            ? this.args.edge.buckets[domainName]
            : undefined;
        if (bucket !== undefined) return bucketResponse(request, bucket, this.started);
        return this.api.respond(request, country, true);
    }
}

function urlOf({ path, query }: { readonly path: string; readonly query: string }): string {
    return query === "" ? path : `${path}?${query}`;
}
