import type { GatewayRequest, GatewayResponse } from "../../gateway-emulator/http/message";
import { explanationOf, type Verdict } from "../firewall/firewall";
import { isServed } from "../firewall/viewer-country";
import { FunctionFailure } from "../functions/run-function";
import { type Log, onViewerRequest, onViewerResponse } from "../functions/viewer-functions";
import { blockedResponse } from "../origins/stage-origin";
import { conditionalResponse } from "../request/conditions";
import { type EdgeRequest, splitUrl, withoutHeaders } from "../request/edge-request";
import type { Behavior, Distribution, Origin } from "../state/deployed-edge";
import { compressedForViewer } from "./compression";
import { cacheKey, EdgeCache } from "./edge-cache";
import { type EdgeError, errorPage } from "./error-page";
import { originRequest } from "./origin-request";
import { behaviorFor } from "./path-pattern";
import { type CacheResult, withEdgeHeaders, withoutConnectionHeaders, withPolicyHeaders } from "./response-headers";
import { timeToLive } from "./time-to-live";
import { withTimeout } from "./with-timeout";

/** The dependencies of a distribution; tests replace each of them. */
export interface DistributionArgs {
    readonly distribution: Distribution;
    /** Asks the web ACL of the distribution. */
    readonly check: (request: EdgeRequest) => Verdict;
    /** Sends a request to an origin. */
    readonly send: (request: GatewayRequest, origin: Origin, country: string) => Promise<GatewayResponse>;
    /** Time in milliseconds since 1970. */
    readonly clock: () => number;
    /** Receives the lines that functions log. */
    readonly log: Log;
}

/** A response of the distribution, and whether it came from its cache. */
export interface EdgeResponse {
    readonly response: GatewayResponse;
    readonly result: CacheResult;
}

// docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
const maxUrl = 8192;
const maxRequest = 20_480;

/** Serves requests as a CloudFront distribution does, in its order: limits, country, firewall, behavior, function, cache, origin. */
export class EdgeDistribution {
    private readonly cache: EdgeCache;

    constructor(private readonly args: DistributionArgs) {
        this.cache = new EdgeCache(args.clock);
    }

    /** Responds to a viewer. */
    async serve(request: EdgeRequest): Promise<EdgeResponse> {
        const rejection = this.rejection(request);
        if (rejection !== undefined)
            return { response: withEdgeHeaders(rejection, "Error", request.id), result: "Error" };
        const behavior = behaviorFor(this.args.distribution.behaviors, request.path);
        try {
            return await this.serveBehavior(request, behavior);
        } catch (error) {
            if (!(error instanceof FunctionFailure)) throw error;
            this.args.log(error.message);
            return this.failed("function", request, error.message);
        }
    }

    // A country that the distribution blocks is not passed on to the firewall
    // (docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-geo-match.html).
    private rejection(request: EdgeRequest): GatewayResponse | undefined {
        const { method, path, query, headers, body, id, country } = request;
        const url = path.length + query.length;
        const total = headers.reduce((sum, [name, value]) => sum + name.length + value.length, url);
        if (url > maxUrl || total > maxRequest)
            return errorPage("size", id, `a URL has at most ${maxUrl} bytes, a request without its body ${maxRequest}`);
        if (!isServed(country, this.args.distribution.geoRestriction))
            return errorPage("country", id, `the distribution does not serve the country ${country}`);
        const verdict = this.args.check(request);
        const { response } = verdict;
        const explanation = explanationOf(verdict, "the distribution's web ACL");
        if (verdict.isBlocked)
            return response ? { ...blockedResponse(response), explanation } : errorPage("firewall", id, explanation);
        const { allowedMethods, pathPattern } = behaviorFor(this.args.distribution.behaviors, path);
        if (!allowedMethods.includes(method))
            return errorPage("method", id, `the behavior ${pathPattern} allows ${allowedMethods.join(", ")}`);
        return method === "GET" && body.length > 0
            ? errorPage("body", id, "CloudFront passes on no GET with a body")
            : undefined;
    }

    private async serveBehavior(viewer: EdgeRequest, behavior: Behavior): Promise<EdgeResponse> {
        const { distribution, log } = this.args;
        const changed = onViewerRequest(viewer, behavior, distribution, log);
        if ("response" in changed) {
            const response = withPolicyHeaders(changed.response, behavior.responseHeaders);
            return this.finished(response, "FunctionGeneratedResponse", viewer);
        }
        const request = this.withRootObject(changed.request);
        const key = behavior.cachedMethods.includes(request.method) ? cacheKey(request, behavior) : undefined;
        const stored = key === undefined ? undefined : this.cache.find(key);
        const response = stored?.response ?? (await this.fetch(request, behavior, key));
        if (response === undefined) return this.failed("timeout", viewer, "the origin did not respond in time");
        const conditional = key === undefined ? response : conditionalResponse(viewer, response);
        const compressed = await compressedForViewer(conditional, viewer.headers, behavior);
        const final = onViewerResponse(compressed, request, behavior, distribution, log);
        const result = response.status >= 400 ? "Error" : stored ? "Hit" : "Miss";
        return this.finished(withPolicyHeaders(final, behavior.responseHeaders), result, viewer, stored?.age);
    }

    private async fetch(
        request: EdgeRequest,
        behavior: Behavior,
        key: string | undefined,
    ): Promise<GatewayResponse | undefined> {
        const { distribution, clock } = this.args;
        // A stored object serves conditions, ranges and HEAD, so the whole one is fetched; otherwise the viewer's request goes to the origin.
        const stores = key !== undefined && behavior.cache.maxTtl > 0;
        const sent = stores && request.method === "HEAD" ? { ...request, method: "GET" } : request;
        const received = await this.fetchFromOrigin(sent, behavior, stores);
        if (received === undefined) return undefined;
        const response = await this.withErrorPage(received, request);
        const seconds = timeToLive(received, behavior.cache, distribution.customErrors, clock());
        if (key !== undefined && seconds > 0 && (stores || request.method === "GET"))
            this.cache.store(key, response, seconds);
        return response;
    }

    private async fetchFromOrigin(
        request: EdgeRequest,
        behavior: Behavior,
        stores: boolean,
    ): Promise<GatewayResponse | undefined> {
        const { distribution, send } = this.args;
        const origin = distribution.origins.find(({ id }) => id === behavior.originId);
        if (origin === undefined)
            throw new Error(`behavior "${behavior.pathPattern}": no origin "${behavior.originId}"`);
        const sent = send(originRequest(request, behavior, origin, stores), origin, request.country);
        const response = await withTimeout(sent, origin.readTimeout);
        const { cache, originRequest: policy } = behavior;
        const passesCookies = cache.cookies.behavior !== "none" || (policy?.cookies.behavior ?? "none") !== "none";
        return response && withoutConnectionHeaders(response, passesCookies);
    }

    // docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html
    private async withErrorPage(response: GatewayResponse, request: EdgeRequest): Promise<GatewayResponse> {
        const { customErrors, behaviors } = this.args.distribution;
        const page = customErrors.find(({ status }) => status === response.status)?.page;
        if (page === undefined) return response;
        const pageRequest: EdgeRequest = { ...request, ...splitUrl(page.path), method: "GET", body: Buffer.alloc(0) };
        const found = await this.fetchFromOrigin(pageRequest, behaviorFor(behaviors, page.path), true);
        return found?.status === 200 ? { ...found, status: page.status } : response;
    }

    private withRootObject(request: EdgeRequest): EdgeRequest {
        const { defaultRootObject } = this.args.distribution;
        return request.path === "/" && defaultRootObject !== ""
            ? { ...request, path: `/${defaultRootObject}` }
            : request;
    }

    private failed(error: EdgeError, { id }: EdgeRequest, explanation: string): EdgeResponse {
        const result = error === "function" ? "FunctionExecutionError" : "Error";
        return { response: withEdgeHeaders(errorPage(error, id, explanation), result, id), result };
    }

    private finished(response: GatewayResponse, result: CacheResult, { id }: EdgeRequest, age?: number): EdgeResponse {
        // The server computes the length.
        const headers = withoutHeaders(response.headers, ["content-length"]);
        return { response: withEdgeHeaders({ ...response, headers }, result, id, age), result };
    }
}
