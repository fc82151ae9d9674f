import assert from "node:assert/strict";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { ApplicationLoadBalancer } from "../../../infra/backends/application-load-balancer";
import { ApiDomain } from "../../../infra/edge/api-domain";
import { EdgeCertificate } from "../../../infra/edge/certificate";
import { EdgeDistribution } from "../../../infra/edge/distribution";
import { DomainMappings } from "../../../infra/edge/domain-mappings";
import type { EdgeRead } from "../../../infra/edge/http-paths";
import { HttpApi } from "../../../infra/gateway/http/http-api";
import { Network } from "../../../infra/network/network";
import type { HttpRoute } from "../../../openapi/http-route";
import { withOfflineStack } from "../../../tools/cloud-simulator/engine/offline-stack";

const zones = [
    { zone: "eu-west-1a", zoneId: "euw1-az3" },
    { zone: "eu-west-1b", zoneId: "euw1-az1" },
];
const domainName = "origin.example.com";
const name = "www.example.com";
const route: HttpRoute = {
    ...{ api: "books", method: "get", path: "/api/books", routeKey: "GET /api/books" },
    ...{ cached: true, openToAll: true, scopes: [], needsOnlyKey: true, source: { fileName: "books.yaml", line: 1 } },
};

// The simulated account has the hosted zones of the settings.
const config = {
    "aws:region": "eu-west-1",
    "gatehouse:httpApi": { domain: { name: domainName, hostedZone: "example.com" } },
};
const base = { projectName: "shop", stackName: "dev", config };
const zone = async () => (await aws.route53.getZone({ name: "example.com" })).zoneId;

/** An HTTP API that only CloudFront reaches, as the platform of a stack has to order its parts. */
function shop(zoneId: string, reads: readonly EdgeRead[]): void {
    const network = new Network("shop", {
        ...{ cidrBlock: "10.30.0.0/16", availabilityZones: zones.map(({ zone }) => zone), natGateways: "single" },
        ...{ deletionProtection: false, tableNamePrefix: "shop-", logRetentionDays: 30 },
    });
    const { vpcId } = network;
    const balancer = { vpcId, subnetIds: network.privateSubnetIds, linkName: "shop-http" };
    const loadBalancer = new ApplicationLoadBalancer("shop-http", balancer);
    const domain = new ApiDomain("shop-http", {
        ...{ domainName, zoneId, securityPolicy: "TLS_1_2" },
        mutualTls: { truststore: "s3://trust/ca.pem" },
    });
    const api = new HttpApi(
        "shop-http",
        {
            apiName: "shop-http",
            routes: [route],
            backends: { books: { listenerArn: loadBalancer.listenerArn, dependencies: [] } },
            link: {
                linkName: "shop-http",
                vpcId,
                subnets: zones.map(({ zone, zoneId: id }) => ({
                    zoneId: id,
                    subnetId: network.privateSubnetIdsIn([zone]).apply(([only]) => only ?? ""),
                })),
                loadBalancer,
            },
            keys: "none",
            throttle: { requestsPerSecond: 500, burst: 100 },
            ...{ detailedMetrics: false, logRetentionDays: 30, defaultEndpoint: false, deletionProtection: false },
        },
        { dependsOn: [domain] },
    );
    const mappings = new DomainMappings(
        "shop-http",
        {
            ...{ domainName: domain.domainName, recordName: domainName, zoneId, restApiId: api.apiId },
            target: { host: domain.targetHost, zoneId: domain.targetZoneId },
            stages: [{ stageName: api.stageName, basePath: "" }],
        },
        { dependsOn: [api] },
    );
    const certificate = new EdgeCertificate("shop", { domainName: name, zoneId, region: "us-east-1" });
    new EdgeDistribution(
        "shop",
        {
            ...{ names: [name], zoneId, certificateArn: certificate.arn, tlsPolicy: "TLSv1.2_2021", priceClass: "all" },
            ...{ stages: {}, cacheSeconds: 0 },
            securityHeaders: { contentSecurityPolicy: "default-src 'self'", frames: "DENY", hstsDays: 365 },
            lock: { clientCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/client" },
            httpApi: {
                host: domainName,
                basePaths: ["/api/books"],
                reads,
                cacheSeconds: 60,
            },
        },
        { dependsOn: [mappings] },
    );
}

describe("an HTTP API behind CloudFront on the real engine", function () {
    this.timeout(20 * 60_000);

    it("holds R2 at its first preview, whose ids are not known, and not with a path that is not cached", async () => {
        const findingsOf = async (reads: readonly EdgeRead[]) => {
            const found: string[] = [];
            const options = {
                ...base,
                program: async () => shop(await zone(), reads),
                policyPacks: [join(process.cwd(), "policy")],
                onEvent: ({ policyEvent }: EngineEvent) => {
                    if (policyEvent?.policyName === "r2-cached-content") found.push(policyEvent.message);
                },
            };
            await withOfflineStack(options, (stack) => stack.preview());
            return found;
        };
        assert.deepEqual(await findingsOf([]), []);
        const [only, ...others] = await findingsOf([{ path: "/api/books", cached: false }]);
        assert.deepEqual(others, []);
        assert.match(only ?? "", /caches orderedCacheBehaviors\.0 by no CachePolicy of this program/);
    });

    it("is created, unchanged by another update, and destroyed from the distribution to the API", async () => {
        const events: EngineEvent[] = [];
        const program = async () => shop(await zone(), [{ path: "/api/books/{id}/price", cached: false }]);
        await withOfflineStack({ ...base, program, onEvent: (event) => void events.push(event) }, async (stack) => {
            const made = await stack.up();
            assert.equal(made.error, undefined);
            assert.deepEqual((await stack.preview()).changes, { same: made.changes.create });
            events.length = 0;
            assert.equal((await stack.destroy()).error, undefined);
            assert.equal(await stack.resourceCount(), 0);
            const parts = [
                "aws:cloudfront/distribution:Distribution::shop",
                "aws:apigatewayv2/apiMapping:ApiMapping::/",
                "aws:apigatewayv2/api:Api::shop-http",
                "aws:apigateway/domainName:DomainName::shop-http",
            ];
            const deleted = events.flatMap(({ resOutputsEvent }) => {
                const { op, urn = "" } = resOutputsEvent?.metadata ?? {};
                return op === "delete" ? [urn.split("$").at(-1) ?? ""] : [];
            });
            assert.deepEqual(
                deleted.filter((each) => parts.includes(each)),
                parts,
            );
        });
    });
});
