import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { ApplicationLoadBalancer, type PathRule } from "../../../../infra/backends/application-load-balancer";
import { FargateCluster } from "../../../../infra/backends/fargate/cluster";
import { FargateService } from "../../../../infra/backends/fargate/service";
import { CanaryCall } from "../../../../infra/gateway/http/canary-call";
import { HttpApi } from "../../../../infra/gateway/http/http-api";
import { Bastion } from "../../../../infra/network/bastion";
import { Network } from "../../../../infra/network/network";
import { NodeFunction } from "../../../../infra/node-function";
import { httpBaseOf, httpRoutes } from "../../../../openapi/derive/http-routes";
import type { PublishedApi } from "../../../../openapi/document";
import { parseDocument } from "../../../../openapi/read/parse";
import { withOfflineStack } from "../../../../tools/cloud-simulator/engine/offline-stack";

const code = new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("exports.handler = null;") });

const zones = [
    { zone: "eu-west-1a", zoneId: "euw1-az3" },
    { zone: "eu-west-1b", zoneId: "euw1-az1" },
];

function api(name: string, server: string, paths: readonly string[]): PublishedApi {
    const text = `openapi: 3.0.3
info: { title: A, version: 1.0.0 }
servers: [{ url: ${server} }]
paths: { ${paths.map((path) => `"${path}": { get: { responses: { 200: { description: Fine. } } } }`).join(", ")} }`;
    return { name, basePath: `/${name}`, document: parseDocument(`${name}.yaml`, text) };
}

const books = api("books", "/api/books", ["/", "/{id}"]);
const renamed = api("books", "/api/books", ["/", "/{bookId}/reviews", "/{isbn}"]);
const authors = api("authors", "/api/authors", ["/"]);

function shop(apis: readonly PublishedApi[], image = "1"): { readonly url: pulumi.Output<string> } {
    const network = new Network("shop", {
        cidrBlock: "10.30.0.0/16",
        availabilityZones: zones.map(({ zone }) => zone),
        natGateways: "single",
        deletionProtection: false,
        tableNamePrefix: "shop-",
        logRetentionDays: 30,
    });
    const placed = { vpcId: network.vpcId, subnetIds: network.privateSubnetIds };
    const cluster = new FargateCluster("shop", { ...placed, logRetentionDays: 30 });
    const loadBalancer = new ApplicationLoadBalancer("shop-http", { ...placed, linkName: "shop-http" });
    const services = apis.map((each, index) => {
        const { path, isRemoved } = httpBaseOf(each);
        const service = new FargateService<PathRule>(
            each.name,
            {
                ...{ family: `shop-${each.name}`, image: `registry.example.com/${each.name}:${image}`, port: 8080 },
                ...{ architecture: "arm64", environment: {}, secrets: {}, cpu: 0.25, memoryMib: 512 },
                ...{ replicas: 2, maxReplicas: 6, healthPath: `${path}/health` },
                ...{ basePath: path, removesBasePath: isRemoved, priority: 100 + index },
            },
            { cluster, loadBalancer, routes: network.dependencies },
        );
        return [each.name, { listenerArn: loadBalancer.listenerArn, dependencies: [service] }] as const;
    });
    const keys = new NodeFunction("shop-key-authorizer", {
        functionName: "shop-key-authorizer",
        code,
        logRetentionDays: 30,
    });
    new Bastion(
        "shop",
        {
            vpcId: network.vpcId,
            subnetId: network.privateSubnetIds.apply(([first]) => first ?? ""),
            targets: { balancer: loadBalancer },
        },
        { dependsOn: [...network.dependencies] },
    );
    const { url } = new HttpApi("shop-http", {
        apiName: "shop-http",
        routes: httpRoutes(apis),
        backends: Object.fromEntries(services),
        link: {
            linkName: "shop-http",
            vpcId: network.vpcId,
            subnets: zones.map(({ zone, zoneId }) => ({
                zoneId,
                subnetId: network.privateSubnetIdsIn([zone]).apply(([only]) => only ?? ""),
            })),
            loadBalancer,
        },
        keys: { functionName: keys.functionName, invokeArn: keys.invokeArn },
        throttle: { requestsPerSecond: 500, burst: 100 },
        throttles: { "GET /api/books": { requestsPerSecond: 5, burst: 1 } },
        detailedMetrics: false,
        logRetentionDays: 30,
        deletionProtection: false,
    });
    const key = pulumi.secret("correct-horse-battery");
    new CanaryCall("shop-http", {
        functionName: "shop-http-canary",
        code,
        url: pulumi.interpolate`${url}/api/books`,
        key,
        logRetentionDays: 30,
    });
    return { url };
}

/** The steps of an update or a destroy other than those that change nothing, in their order, as "delete aws:ecs/service:Service::books". */
function stepsIn(events: readonly EngineEvent[]): string[] {
    return events.flatMap(({ resOutputsEvent }) => {
        const { op = "same", urn = "" } = resOutputsEvent?.metadata ?? {};
        return op === "same" ? [] : [`${op} ${urn.split("$").at(-1)}`];
    });
}

describe("an HTTP API on the real engine behind simulated clouds", function () {
    this.timeout(20 * 60_000);

    it("is created, changed and destroyed in an order that AWS accepts", async () => {
        let events: EngineEvent[] = [];
        const base = { projectName: "shop", stackName: "dev", config: { "aws:region": "eu-west-1" } };
        const onEvent = (event: EngineEvent) => void events.push(event);
        const both = [books, authors];
        await withOfflineStack({ ...base, program: async () => shop(both), onEvent }, async (stack) => {
            const made = await stack.up();
            assert.equal(made.error, undefined);
            assert.match(
                String((await stack.outputs()).url?.value),
                /^https:\/\/\w+\.execute-api\.eu-west-1\.amazonaws\.com$/,
            );
            assert.deepEqual((await stack.preview()).changes, { same: made.changes.create });
            inOrder(stepsIn(events), [
                "create aws:ecs/service:Service::books",
                "create aws:apigatewayv2/integration:Integration::shop-http-books",
                "create aws:apigatewayv2/route:Route::shop-http-GET /api/books",
                "create aws:apigatewayv2/stage:Stage::shop-http",
            ]);

            events = [];
            assert.equal((await stack.up(async () => shop(both, "2"))).error, undefined);
            // A rollout of tasks changes nothing of the API.
            assert.ok(stepsIn(events).includes("update aws:ecs/service:Service::books"));
            assert.deepEqual(
                stepsIn(events).filter((step) => /apigatewayv2|aws:lb/.test(step)),
                [],
            );

            events = [];
            assert.equal((await stack.up(async () => shop([books], "2"))).error, undefined);
            inOrder(stepsIn(events), [
                "delete aws:apigatewayv2/route:Route::shop-http-GET /api/authors",
                "delete aws:apigatewayv2/integration:Integration::shop-http-authors",
                "delete aws:ecs/service:Service::authors",
                "delete aws:lb/listenerRule:ListenerRule::authors",
                "delete aws:lb/targetGroup:TargetGroup::authors",
            ]);

            events = [];
            assert.equal((await stack.up(async () => shop([renamed], "2"))).error, undefined);
            assert.deepEqual(stepsIn(events), [
                "create aws:apigatewayv2/route:Route::shop-http-GET /api/books/{p1}/reviews",
            ]);

            events = [];
            assert.equal((await stack.destroy()).error, undefined);
            assert.equal(await stack.resourceCount(), 0);
            const integration = "delete aws:apigatewayv2/integration:Integration::shop-http-books";
            inOrder(stepsIn(events), [
                "delete aws:apigatewayv2/stage:Stage::shop-http",
                "delete aws:apigatewayv2/route:Route::shop-http-GET /api/books",
                integration,
                "delete aws:ecs/service:Service::books",
                "delete aws:lb/listenerRule:ListenerRule::books",
                "delete aws:lb/listener:Listener::shop-http",
                "delete aws:lb/loadBalancer:LoadBalancer::shop-http",
            ]);
            inOrder(stepsIn(events), [
                integration,
                "delete aws:apigatewayv2/vpcLink:VpcLink::shop-http",
                "delete aws:ec2/securityGroup:SecurityGroup::shop-http-link",
            ]);
        });
    });
});

function inOrder(steps: readonly string[], wanted: readonly string[]): void {
    assert.deepEqual(
        steps.filter((step) => wanted.includes(step)),
        wanted,
    );
}
