import assert from "node:assert/strict";
import { ApiDomain } from "../../../../infra/edge/api-domain";
import { EdgeDistribution, type EdgeDistributionArgs } from "../../../../infra/edge/distribution";
import { DomainMappings } from "../../../../infra/edge/domain-mappings";
import { HttpApi } from "../../../../infra/gateway/http/http-api";
import type { HttpRoute } from "../../../../openapi/http-route";
import { defaultSettings } from "../../../../policy/contract/settings";
import { matchesAll, mayMatch, viewerPaths } from "../../../../policy/gateway/path-pattern";
import { stackOf } from "../../../../policy/reading/resource";
import { cachedContent } from "../../../../policy/rules/r2/cached-content";
import { record } from "../../../infra/recorder";
import type { Json } from "../../engine";
import { plainResource } from "../../plain-resource";

const route = (path: string): HttpRoute => ({
    api: "books",
    routeKey: `GET ${path}`,
    method: "get",
    path,
    cached: true,
    authorizer: "api_key",
    scopes: [],
    needsOnlyKey: true,
    source: { fileName: "app/books/openapi.yaml", line: 1 },
});
const domainName = "origin.shop.dev";
const httpApi: NonNullable<EdgeDistributionArgs["httpApi"]> = {
    host: domainName,
    basePaths: ["/api/books"],
    reads: [],
    cacheSeconds: 60,
};
const priceless = { path: "/api/books/{id}/price", cached: false };

interface Changes {
    readonly httpApi?: Partial<typeof httpApi>;
    readonly truststore?: string | undefined;
    readonly defaultEndpoint?: boolean;
    readonly exemptOperations?: string[];
}

/** The HTTP API, its domain name and the distribution as the components create them. */
async function check({ exemptOperations = [], truststore, defaultEndpoint = false, ...changes }: Changes = {}) {
    const registered = await record(() => {
        const domain = new ApiDomain("shop-http", {
            domainName,
            zoneId: "Z1",
            securityPolicy: "TLS_1_2",
            ...(truststore !== "none" && { mutualTls: { truststore: "s3://trust/ca.pem" } }),
        });
        const api = new HttpApi("shop-http", {
            apiName: "shop-http",
            routes: ["/api/books", "/api/books/{id}", "/api/books/{id}/price"].map(route),
            backends: { books: { listenerArn: "arn:listener", dependencies: [] } },
            link: {
                linkName: "shop-http",
                vpcId: "vpc-1",
                subnets: [{ zoneId: "euc1-az1", subnetId: "subnet-1" }],
                loadBalancer: { securityGroupId: "sg-balancer", port: 80 },
            },
            keys: { functionName: "shop-http-keys", invokeArn: "arn:invoke" },
            throttle: { requestsPerSecond: 500, burst: 100 },
            detailedMetrics: false,
            logRetentionDays: 30,
            defaultEndpoint,
            deletionProtection: false,
        });
        new DomainMappings("shop-http", {
            domainName: domain.domainName,
            recordName: domainName,
            zoneId: "Z1",
            target: { host: domain.targetHost, zoneId: domain.targetZoneId },
            restApiId: api.apiId,
            stages: [{ stageName: api.stageName, basePath: "" }],
        });
        new EdgeDistribution("shop", {
            names: ["shop.dev"],
            zoneId: "Z1",
            certificateArn: "arn:certificate",
            tlsPolicy: "TLSv1.2_2021",
            priceClass: "all",
            stages: {},
            cacheSeconds: 0,
            securityHeaders: { contentSecurityPolicy: "default-src 'self'", frames: "DENY", hstsDays: 365 },
            lock: { clientCertificateArn: "arn:client" },
            httpApi: { ...httpApi, ...changes.httpApi },
        });
    });
    const resources = registered
        .filter(({ type }) => type.startsWith("aws:"))
        .map(({ type, name, inputs }) => {
            const props = inputs as { readonly [key: string]: Json };
            return plainResource(type, name, plain(props), { outputs: { ...plain(props), id: `${name}_id` } });
        });
    const { counts, findings } = cachedContent.check(stackOf(resources), { ...defaultSettings, exemptOperations });
    return { counts, messages: findings.map(({ message }) => message.split("\n")[0] ?? "") };
}

const plain = (props: { readonly [key: string]: Json }) =>
    JSON.parse(JSON.stringify(props)) as { readonly [key: string]: Json };

describe("R2 of an HTTP API behind a distribution", () => {
    it("holds with the resources of the components", async () => {
        assert.deepEqual(await check(), { counts: { cached: 3 }, messages: [] });
    });

    it("holds with an operation that is not cached, if it is exempt", async () => {
        const reads = [{ path: "/api/books", cached: true }, priceless];
        const exemptOperations = [`GET ${priceless.path}`];
        assert.deepEqual(await check({ httpApi: { reads }, exemptOperations }), {
            counts: { cached: 2, volatile: 1 },
            messages: [],
        });
        // The routes of the components have other names of variables than the documents.
        const renamed = await check({ httpApi: { reads }, exemptOperations: ["GET /api/books/{isbn}/price"] });
        assert.deepEqual(renamed, { counts: { cached: 2, volatile: 1 }, messages: [] });
        const { counts, messages } = await check({ httpApi: { reads } });
        assert.deepEqual(counts, {});
        assert.equal(messages.length, 1);
        assert.match(messages[0] ?? "", /caches orderedCacheBehaviors\.0 by no CachePolicy of this program/);
    });

    it("does not hold if an exempt path covers operations that are not", async () => {
        const reads = [{ path: "/api/books/{id}", cached: false }];
        const { messages } = await check({ httpApi: { reads }, exemptOperations: ["GET /api/books/{id}"] });
        assert.match(
            messages[0] ?? "",
            /GET \/api\/books and 1 more .* caches orderedCacheBehaviors\.0 by no CachePolicy/,
        );
    });

    it("does not hold with another way to the API, or without a cache", async () => {
        const [only, ...others] = (await check({ truststore: "none" })).messages;
        assert.match(only ?? "", /domain name "shop-http" demands no client certificate/);
        assert.deepEqual(others, []);
        assert.match(
            (await check({ defaultEndpoint: true })).messages[0] ?? "",
            /disableExecuteApiEndpoint is not true/,
        );
        const off = await check({ httpApi: { cacheSeconds: 0 } });
        assert.match(off.messages[0] ?? "", /by no CachePolicy of this program/);
    });
});

describe("a path pattern of CloudFront", () => {
    it("may match paths of a route", () => {
        for (const [pattern, path, expected] of [
            ["/books/*", "/books/{id}", true],
            ["books/*", "/books/{id}", true],
            ["/books/*", "/books", false],
            ["/books/*/price", "/books/{id}", false],
            ["/books/*/price", "/books/{id}/reviews/{name}", true],
            ["/books/*/price", "/{proxy+}", true],
            ["/b?oks", "/books", true],
            ["/authors/*", "/books/{id}", false],
        ] as const)
            assert.equal(mayMatch(pattern, path), expected, `${pattern} ${path}`);
    });

    it("matches all paths of a route", () => {
        for (const [pattern, path, expected] of [
            ["*", "/books/{id}", true],
            ["/books/*", "/books/{id}", true],
            ["/books/*", "/{proxy+}", false],
            ["/books/?", "/books/{id}", false],
            ["/books/?*", "/books/{id}", true],
            ["/books/1*", "/books/{id}", false],
            ["/books/*/price", "/books/{id}/price", true],
            ["/book.", "/books", false],
        ] as const)
            assert.equal(matchesAll(pattern, path), expected, `${pattern} ${path}`);
    });
});

describe("a path of a viewer", () => {
    const any = ["/", "/{any+}"];

    it("is what the origin's path leaves of a path", () => {
        for (const [path, originPath, expected] of [
            ["/books/{id}", "", ["/books/{id}"]],
            ["/v1/api/books", "", ["/v1/api/books"]],
            ["/v1/api/books", "/v1", ["/api/books"]],
            ["/v1/api/books", "/v1/api", ["/books"]],
            ["/v1", "/v1", ["/"]],
            ["/{version}/books", "/v1", ["/books"]],
            ["/{proxy+}", "/v1", any],
            ["/api/{proxy+}", "/api", ["/{proxy+}"]],
            ["/v1/", "", ["/v1", "/v1/"]],
            ["//", "", ["/"]],
        ] as const)
            assert.deepEqual(viewerPaths(path, originPath), expected, `${path} ${originPath}`);
    });

    it("does not exist if the origin's path leads elsewhere", () => {
        for (const [path, originPath] of [
            ["/api/books", "/v1"],
            ["/apibooks", "/api"],
            ["/api", "/api/books"],
        ] as const)
            assert.deepEqual(viewerPaths(path, originPath), [], `${path} ${originPath}`);
    });

    it("may be any path while one of the two is not known", () => {
        assert.deepEqual(viewerPaths(undefined, ""), any);
        assert.deepEqual(viewerPaths("/books", undefined), any);
    });
});
