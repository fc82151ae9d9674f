import assert from "node:assert/strict";
import { readEdge } from "../../../../tools/edge-emulator/state/read-edge";
import { distributionArn, edgeResources } from "./edge-resources";

describe("readEdge", () => {
    const edge = readEdge(edgeResources);
    assert.ok(edge);
    const [api, site] = edge.distribution.behaviors;

    it("reads the distribution with its origins and their secrets", () => {
        const { arn, id, domainName, aliases, origins, customErrors, geoRestriction } = edge.distribution;
        assert.deepEqual(
            [arn, id, domainName, aliases],
            [distributionArn, "E1", "d1.cloudfront.net", ["www.example.com"]],
        );
        assert.deepEqual(origins, [
            {
                id: "stage-Test",
                domainName: "api1.execute-api.eu-central-1.amazonaws.com",
                path: "/Test",
                customHeaders: [["x-origin-verify", "s3cret"]],
                readTimeout: 20,
            },
            {
                id: "site",
                domainName: "site.s3.eu-central-1.amazonaws.com",
                path: "",
                customHeaders: [],
                readTimeout: 30,
            },
        ]);
        assert.deepEqual(customErrors, [
            { status: 404, minTtl: 0 },
            { status: 500, minTtl: 10, page: { path: "/index.html", status: 200 } },
        ]);
        assert.deepEqual(geoRestriction, { type: "whitelist", countries: ["DE"] });
    });

    it("reads the behaviors with their policies and functions, the default one last", () => {
        assert.deepEqual([api?.pathPattern, site?.pathPattern], ["/api/*", "*"]);
        assert.equal(api?.cache.maxTtl, 0);
        assert.deepEqual(api?.originRequest?.headers, { behavior: "allExcept", names: ["host"] });
        assert.deepEqual(api?.viewerRequest, { name: "strip", code: "function handler() {}" });
        assert.deepEqual(site?.cache, {
            ...{ minTtl: 1, defaultTtl: 2, maxTtl: 3, codings: ["gzip"] },
            headers: { behavior: "listed", names: ["x-api-key"] },
            queryStrings: { behavior: "all", names: [] },
            cookies: { behavior: "none", names: [] },
        });
        assert.deepEqual(site?.responseHeaders, {
            added: [
                { name: "X-Content-Type-Options", value: "nosniff", overrides: true },
                { name: "Strict-Transport-Security", value: "max-age=60; includeSubDomains", overrides: false },
                { name: "X-Own", value: "1", overrides: true },
            ],
            removed: ["server"],
        });
    });

    it("reads the web ACLs of the distribution and of the stages, in the order of their rules", () => {
        assert.deepEqual(edge.webAcl?.rules, [
            {
                name: "blocked",
                priority: 10,
                action: {
                    kind: "block",
                    response: { status: 429, headers: [], body: { contentType: "application/json", text: "{}" } },
                },
                labels: ["seen"],
                statement: { kind: "addresses", ranges: ["192.0.2.0/24"] },
            },
            {
                name: "common",
                priority: 20,
                action: { kind: "group" },
                labels: [],
                statement: {
                    kind: "managed",
                    group: "AWSManagedRulesCommonRuleSet",
                    overrides: [{ rule: "SizeRestrictions_BODY", action: { kind: "count" } }],
                },
            },
        ]);
        const [lock, rate, asn] = edge.stageAcls.Test?.rules ?? [];
        assert.deepEqual(lock?.statement, {
            kind: "not",
            statement: {
                ...{ kind: "bytes", constraint: "EXACTLY", text: "s3cret" },
                field: { kind: "header", name: "x-origin-verify" },
                transformations: ["NONE"],
            },
        });
        assert.deepEqual([lock?.action, rate?.action], [{ kind: "block" }, { kind: "count" }]);
        const key = { field: { kind: "header", name: "x-api-key" }, transformations: ["NONE"] };
        assert.deepEqual(rate?.statement, {
            ...{ kind: "rate", limit: 10, seconds: 60 },
            aggregation: { kind: "keys", keys: [key] },
        });
        assert.deepEqual(asn?.statement, { kind: "unknown", name: "asnMatchStatement" });
    });

    it("reads the bucket with the content of its objects, and what its policy permits", () => {
        const bucket = edge.buckets["site.s3.eu-central-1.amazonaws.com"];
        assert.deepEqual(bucket?.permits, { read: true, list: false });
        const { body, contentType, cacheControl } = bucket?.objects["index.html"] ?? {};
        assert.deepEqual([body?.toString(), contentType, cacheControl], ["<p>", "text/html", "no-cache"]);
        assert.equal(bucket?.objects["site.json"]?.etag, '"99914b932bd37a50b983c5e7c90ae93b"');
        const other = edgeResources.map((each) =>
            each.type === "aws:s3/bucketPolicy:BucketPolicy"
                ? { ...each, outputs: { ...each.outputs, policy: String(each.outputs?.policy).replace("/E1", "/E2") } }
                : each,
        );
        assert.equal(Object.values(readEdge(other)?.buckets ?? {})[0]?.permits.read, false);
    });

    it("knows which domain names demand a certificate, and stacks without a distribution", () => {
        assert.deepEqual(edge.mutualTlsDomains, ["api.example.com"]);
        assert.equal(readEdge(edgeResources.filter(({ type }) => !type.includes("distribution"))), undefined);
    });

    it("rejects policies and functions that are not there", () => {
        const without = (type: string) => edgeResources.filter((each) => !each.type.includes(type));
        assert.throws(() => readEdge(without("cachePolicy")), /behavior "\*": got policy "P1"/);
        assert.throws(() => readEdge(without("function")), /arn:function/);
    });
});
