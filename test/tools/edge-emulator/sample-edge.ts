import { type ApiBehindEdge, Edge } from "../../../tools/edge-emulator/edge";
import { RateCounters } from "../../../tools/edge-emulator/firewall/rate-counters";
import type { Behavior, DeployedEdge, Distribution, Origin } from "../../../tools/edge-emulator/state/deployed-edge";
import {
    managedCachePolicies,
    managedOriginRequestPolicies,
} from "../../../tools/edge-emulator/state/managed-policies";
import type { SiteBucket } from "../../../tools/edge-emulator/state/site-bucket";
import type { FirewallRule, WebAcl } from "../../../tools/edge-emulator/state/web-acl";
import type { GatewayRequest, GatewayResponse, HeaderList } from "../../../tools/gateway-emulator/http/message";
import { sampleApi } from "../gateway-emulator/sample-api";

export const secret = "s3cret";

const cachingDisabled = managedCachePolicies["4135ea2d-6df8-44a3-9df3-4b5a84be39ad"];
const hostless = managedOriginRequestPolicies["b689b0a8-53d0-40ab-baf2-38738e2966ac"];
if (cachingDisabled === undefined || hostless === undefined) throw new Error("no managed policies");

/** The behavior of a stage below /api, whose function removes that path. */
export const apiBehavior: Behavior = {
    pathPattern: "/api/*",
    originId: "stage-Test",
    allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
    cachedMethods: ["GET", "HEAD"],
    cache: cachingDisabled,
    originRequest: hostless,
    viewerRequest: {
        name: "strip",
        code: `function handler(event) { event.request.uri = event.request.uri.slice(4); return event.request; }`,
    },
    compresses: false,
};

/** The default behavior of a site that CloudFront keeps for as long as the files say. */
export const siteBehavior: Behavior = {
    pathPattern: "*",
    originId: "site",
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    cache: { ...cachingDisabled, maxTtl: 31_536_000, codings: ["br", "gzip"] },
    viewerRequest: {
        name: "index",
        code: `function handler({ request }) { if (!request.uri.includes(".")) request.uri = "/index.html"; return request; }`,
    },
    compresses: true,
};

const stageOrigin: Origin = {
    id: "stage-Test",
    domainName: "api1.execute-api.eu-central-1.amazonaws.com",
    path: "/Test",
    customHeaders: [["X-Origin-Verify", secret]],
    readTimeout: 30,
};

const siteHost = "site.s3.eu-central-1.amazonaws.com";

export const bucket: SiteBucket = {
    name: "site",
    objects: {
        "index.html": {
            contentType: "text/html",
            cacheControl: "no-cache",
            etag: '"index"',
            body: Buffer.from("<title>Books</title>"),
        },
        "main-1a2b.js": {
            contentType: "text/javascript",
            cacheControl: "public, max-age=31536000, immutable",
            etag: '"main"',
            body: Buffer.from("// line\n".repeat(300)),
        },
    },
    permits: { read: true, list: false },
};

export const distribution: Distribution = {
    arn: "arn:aws:cloudfront::123456789012:distribution/E1",
    id: "E1",
    domainName: "d1.cloudfront.net",
    aliases: ["www.example.com"],
    defaultRootObject: "",
    origins: [stageOrigin, { id: "site", domainName: siteHost, path: "", customHeaders: [], readTimeout: 30 }],
    behaviors: [apiBehavior, siteBehavior],
    customErrors: [404, 500, 502, 503, 504].map((status) => ({ status, minTtl: 0 })),
    geoRestriction: { type: "none", countries: [] },
};

/** A web ACL that allows what its rules do not block. */
export function webAcl(name: string, rules: readonly FirewallRule[]): WebAcl {
    return {
        name,
        arn: `arn:aws:wafv2:us-east-1:123456789012:global/webacl/${name}/1`,
        rules,
        defaultAction: { kind: "allow" },
    };
}

/** A rule that blocks. */
export function blockRule(name: string, statement: FirewallRule["statement"]): FirewallRule {
    return { name, priority: 0, action: { kind: "block" }, labels: [], statement };
}

/** The rule that blocks calls without the secret of the origin. */
export const lockRule = blockRule("origin-lock", {
    kind: "not",
    statement: {
        kind: "bytes",
        constraint: "EXACTLY",
        text: secret,
        field: { kind: "header", name: "x-origin-verify" },
        transformations: ["NONE"],
    },
});

export function sampleEdge(changes: Partial<DeployedEdge> = {}): DeployedEdge {
    return {
        distribution,
        stageAcls: { Test: webAcl("stages", [lockRule]) },
        buckets: { [siteHost]: bucket },
        mutualTlsDomains: [],
        ...changes,
    };
}

/** An edge before a gateway that records what it gets, on a clock that a test sets. */
export class TestedEdge {
    now = Date.UTC(2026, 0, 1);
    readonly received: GatewayRequest[] = [];
    readonly lines: string[] = [];
    /** Whether the gateway responds at all. */
    responds = true;
    response: GatewayResponse = {
        status: 200,
        headers: [["Content-Type", "application/json"]],
        body: Buffer.from("[]"),
    };
    private readonly edge: Edge;
    private ids = 0;
    /** Host that the client names. */
    host = "127.0.0.1:8080";

    constructor(deployed: Partial<DeployedEdge> = {}, options: { country?: string } & Partial<ApiBehindEdge> = {}) {
        const { country, http, api = sampleApi() } = options;
        const clock = () => this.now;
        this.edge = new Edge({
            ...(http === undefined ? { api } : { http }),
            edge: sampleEdge(deployed),
            gateway: async (request) => {
                this.received.push(request);
                return this.responds ? this.response : new Promise<never>(() => {});
            },
            country,
            counters: new RateCounters(clock),
            clock,
            newId: () => `${++this.ids}`.padStart(32, "0"),
            log: (line) => this.lines.push(line),
        });
    }

    /** Sends a request. */
    async send(
        method: string,
        url: string,
        headers: HeaderList = [],
        body = "",
        sourceIp = "198.51.100.7",
    ): Promise<Reply> {
        const all: HeaderList = [["Host", this.host], ["User-Agent", "test"], ...headers];
        const { response } = await this.edge.serve({ method, url, headers: all, body: Buffer.from(body), sourceIp });
        return new Reply(response);
    }

    get(url: string, headers: HeaderList = []): Promise<Reply> {
        return this.send("GET", url, headers);
    }

    /** The last request that reached the gateway. */
    get last(): GatewayRequest {
        const last = this.received.at(-1);
        if (last === undefined) throw new Error("the gateway got no request");
        return last;
    }
}

export class Reply {
    constructor(readonly response: GatewayResponse) {}

    get status(): number {
        return this.response.status;
    }

    get text(): string {
        return this.response.body.toString("utf8");
    }

    header(name: string): string | undefined {
        return this.response.headers.find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1];
    }
}
