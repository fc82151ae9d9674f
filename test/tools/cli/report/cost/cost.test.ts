import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { estimateCost } from "../../../../../tools/cli/report/cost/cost";
import {
    defaultPrices,
    readPrices,
    regionalPrices,
    withAssumed,
} from "../../../../../tools/cli/report/cost/price-table";
import { readRun } from "../../../../../tools/cli/report/facts/engine-run";
import { asMarkdown } from "../../../../../tools/cli/report/render/markdown";
import { backendOutputs } from "../../../backend-outputs";
import { api, checkedAndEnded, component, resource, urn } from "../events";
import { reportOf } from "../sample";

const nat = resource("aws:ec2/natGateway:NatGateway", "nat");
const cluster = resource("aws:eks/cluster:Cluster", "eks");
const balancer = resource("kubernetes:core/v1:Service", "lb", {
    inputs: { apiVersion: "v1", kind: "Service", spec: { type: "LoadBalancer" } },
});
const stage = (size: string, name = "live") =>
    resource("aws:apigateway/stage:Stage", name, { inputs: { cacheClusterSize: size } });
const nodes = (type: string) =>
    resource("aws:eks/nodeGroup:NodeGroup", "nodes", {
        inputs: { instanceTypes: [type], scalingConfig: { minSize: 2 } },
    });

const table = (billingMode: string) => resource("aws:dynamodb/table:Table", "pictures", { inputs: { billingMode } });
const endpoint = (vpcEndpointType: string, subnetIds: string[]) =>
    resource("aws:ec2/vpcEndpoint:VpcEndpoint", vpcEndpointType === "Gateway" ? "dynamodb" : "s3", {
        inputs: { vpcEndpointType, subnetIds },
    });

function costOf(...events: EngineEvent[]) {
    return reportOf([...events, ...checkedAndEnded]).cost;
}

describe("The cost of a stack", () => {
    it("adds up hourly prices", () => {
        const { fixed, fixedTotal } = costOf(cluster, nat, balancer, stage("0.5"), nodes("m5.large"));
        const monthly = Object.fromEntries(fixed.map(({ what, monthly }) => [what, monthly]));
        assert.deepEqual(monthly, {
            "EKS control plane": 73,
            "m5.large node of nodes, at least": 140.16,
            "NAT gateway": 32.85,
            "load balancer": 16.43,
            "cache of 0.5 GB, stage live": 14.6,
        });
        assert.equal(fixedTotal, 277.04);
    });

    it("adds up a function's instances that are kept ready, and its assumed usage by its memory", () => {
        const functionOf = (name: string, memorySize: number) =>
            resource("aws:lambda/function:Function", name, { inputs: { name, memorySize } });
        const ready = (functionName: string) =>
            resource("aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig", `${functionName}-live`, {
                inputs: { functionName, qualifier: "live", provisionedConcurrentExecutions: 2 },
            });
        const { fixed, usage, notEstimated } = costOf(functionOf("quotes", 512), ready("quotes"), ready("other"));
        assert.deepEqual(
            fixed.map(({ what, count, monthly }) => [what, count, monthly]),
            [["GB of instances kept ready, quotes-live", 1, 10.95]],
        );
        assert.match(
            notEstimated.join(),
            /instances of a function that other-live keeps ready, whose memory is unknown/,
        );
        assert.deepEqual(
            usage.map(({ assumption, count, monthly }) => [assumption, count, monthly]),
            [
                ["functionRequestsMillion", 1, 0.2],
                ["functionThousandGbSeconds", 25, 0.42],
            ],
        );
        const [idle, ...others] = costOf(functionOf("quotes", 512)).fixed;
        assert.deepEqual([idle, others], [undefined, []]);
    });

    it("lists items that it cannot estimate", () => {
        assert.match(costOf(cluster).notEstimated.join(), /number and type of instances .*Auto Mode/);
        assert.match(
            costOf(resource("aws:elasticache/cluster:Cluster", "db")).notEstimated.join(),
            /aws:elasticache\/cluster:Cluster/,
        );
        assert.match(
            costOf(table("PROVISIONED")).notEstimated.join(),
            /provisioned capacity of DynamoDB table pictures/,
        );
        assert.match(costOf(endpoint("Interface", [])).notEstimated.join(), /VPC endpoint s3/);
        assert.match(costOf(cluster, nodes("z9.huge")).notEstimated.join(), /z9\.huge nodes of nodes/);
        assert.match(costOf(stage("7")).notEstimated.join(), /cache of 7 GB of stage live/);
        assert.deepEqual(costOf(stage("7")).fixed, []);
    });

    it("counts each load balancer once, whether a backend registered it, a Service creates it, or both", () => {
        const shared = { urn: urn("some:type:Lb", "shared") };
        const events = [
            balancer,
            ...api("books"),
            ...component("other:kind:OfCompute", "a", backendOutputs("a", { loadBalancer: shared })),
            ...component("other:kind:OfCompute", "b", backendOutputs("b", { loadBalancer: shared })),
        ];
        assert.deepEqual(
            costOf(...events).fixed.map(({ what, count }) => [what, count]),
            [["load balancer", 3]],
        );
    });

    it("leaves out a load balancer of Elastic Load Balancing, and says so, only if no backend registered it", () => {
        const type = "aws:lb/loadBalancer:LoadBalancer";
        const notEstimated = /load balancers that no backend registers/;
        const outputs = backendOutputs("a", { loadBalancer: { urn: urn(type, "a") } });
        const registered = [resource(type, "a"), ...component("other:kind:OfCompute", "a", outputs)];
        const alone = costOf(...registered);
        assert.deepEqual(
            alone.fixed.map(({ what, count }) => [what, count]),
            [["load balancer", 1]],
        );
        assert.doesNotMatch(alone.notEstimated.join(), notEstimated);
        const withOther = costOf(...registered, resource(type, "b"));
        assert.deepEqual(withOther.fixed, alone.fixed);
        assert.match(withOther.notEstimated.join(), notEstimated);
    });

    it("adds up a zone, the firewalls, and the assumed usage of a distribution in place of the gateway's traffic", () => {
        const acl = (name: string, rules: number) =>
            resource("aws:wafv2/webAcl:WebAcl", name, { inputs: { rules: Array.from({ length: rules }, () => ({})) } });
        const delivery = (logType: string) =>
            resource("aws:cloudwatch/logDeliverySource:LogDeliverySource", logType, { inputs: { logType } });
        const api = resource("aws:apigateway/restApi:RestApi", "api");
        const edge = [
            resource("aws:route53/zone:Zone", "zone"),
            acl("stages", 2),
            acl("edge", 5),
            resource("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", "stages"),
            resource("aws:cloudfront/distribution:Distribution", "edge"),
            resource("aws:cloudfront/function:Function", "strip"),
            resource("aws:cloudfront/function:Function", "site"),
            delivery("ACCESS_LOGS"),
            delivery("CONNECTION_LOGS"),
        ];
        const { fixed, usage, notEstimated } = costOf(api, ...edge);
        assert.deepEqual(
            fixed.map(({ what, count, monthly }) => [what, count, monthly]),
            [
                ["hosted zone", 1, 0.5],
                ["web ACL", 2, 10],
                ["rule of a web ACL", 7, 7],
            ],
        );
        const uses = (of: typeof usage) => of.map(({ assumption, count, monthly }) => [assumption, count, monthly]);
        assert.deepEqual(uses(usage), [
            ["requestsMillion", 10, 35],
            ["filteredRequestsMillion", 20, 12],
            ["firewallLogGb", 5, 2.5],
            ["edgeRequestsMillion", 10, 10],
            ["edgeFunctionRequestsMillion", 10, 1],
            ["edgeOutGb", 100, 8.5],
            ["edgeLogGb", 5, 2.5],
        ]);
        assert.doesNotMatch(notEstimated.join(), /cloudfront|route53|wafv2/);
        assert.deepEqual(uses(costOf(api).usage), [
            ["requestsMillion", 10, 35],
            ["dataOutGb", 100, 9],
        ]);
    });

    it("adds up what watches a stack, and a canary's runs by its schedule", () => {
        const canary = (name: string, expression: string) =>
            resource("aws:synthetics/canary:Canary", name, { inputs: { schedule: { expression } } });
        const { fixed, notEstimated } = costOf(
            resource("aws:cloudwatch/metricAlarm:MetricAlarm", "errors"),
            resource("aws:cloudwatch/metricAlarm:MetricAlarm", "latency"),
            resource("aws:cloudwatch/compositeAlarm:CompositeAlarm", "stack"),
            resource("aws:cloudwatch/dashboard:Dashboard", "board"),
            resource("aws:cloudwatch/logMetricFilter:LogMetricFilter", "403"),
            canary("often", "rate(5 minutes)"),
            canary("hourly", "rate(1 hour)"),
            canary("nightly", "cron(0 2 * * ? *)"),
        );
        assert.deepEqual(
            fixed.map(({ what, count, monthly }) => [what, count, monthly]),
            [
                ["alarm", 2, 0.2],
                ["composite alarm", 1, 0.5],
                ["dashboard", 1, 3],
                ["metric counted in logs", 1, 0.3],
                ["run of canary hourly", 730, 0.88],
                ["run of canary often", 8760, 10.51],
            ],
        );
        assert.match(notEstimated.join(), /runs of canary nightly, whose schedule is "cron/);
    });

    it("ignores deleted resources and a Service without a load balancer", () => {
        const gone = resource("aws:ec2/natGateway:NatGateway", "nat", { op: "delete" });
        assert.deepEqual(costOf(gone, resource("kubernetes:core/v1:Service", "inner")).fixed, []);
    });

    it("counts a gateway endpoint as free, and an interface endpoint for each zone", () => {
        const { fixed } = costOf(endpoint("Gateway", []), endpoint("Interface", ["a", "b"]));
        assert.deepEqual(
            fixed.map(({ count, monthly }) => [count, monthly]),
            [
                [1, 0],
                [2, 14.6],
            ],
        );
    });

    it("charges keys, web ACLs and their rules per month", () => {
        const acl = resource("aws:wafv2/webAcl:WebAcl", "acl", { inputs: { rules: [{}, {}, {}] } });
        const { fixed } = costOf(acl, resource("aws:kms/key:Key", "key"));
        assert.deepEqual(
            fixed.map(({ monthly }) => monthly),
            [1, 5, 3],
        );
    });

    const service = (name: string, cpuArchitecture: string, size: object, desiredCount?: number) => {
        const parent = urn("gatehouse:fargate:Service", name);
        return [
            resource("aws:ecs/service:Service", name, {
                parent,
                inputs: { ...(desiredCount !== undefined && { desiredCount }) },
            }),
            resource("aws:ecs/taskDefinition:TaskDefinition", name, {
                parent,
                inputs: { ...size, runtimePlatform: { cpuArchitecture } },
            }),
        ];
    };

    it("charges the tasks on Fargate by CPU and memory at their minimum, those of Graviton apart", () => {
        const { fixed } = costOf(
            ...service("books", "X86_64", { cpu: "256", memory: "512" }, 2),
            ...service("authors", "X86_64", { cpu: "1024", memory: "2048" }, 3),
            ...service("quotes", "ARM64", { cpu: "512", memory: "1024" }, 2),
        );
        assert.deepEqual(
            fixed.map(({ what, count, monthly }) => [what, count, monthly]),
            [
                ["vCPU of tasks on Fargate, at least", 3.5, 103.43],
                ["GB of memory of tasks on Fargate, at least", 7, 22.71],
                ["vCPU of arm64 tasks on Fargate, at least", 1, 23.64],
                ["GB of memory of arm64 tasks on Fargate, at least", 2, 5.2],
            ],
        );
    });

    it("names a service whose size or number is unknown, and charges alarms, zones and secrets", () => {
        const { fixed, notEstimated } = costOf(
            ...service("books", "X86_64", {}, 2),
            resource("aws:appautoscaling/policy:Policy", "books"),
            resource("aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace", "shop"),
            resource("aws:secretsmanager/secret:Secret", "books-TOKEN"),
        );
        assert.match(notEstimated.join(), /the tasks of books, whose size or number is unknown/);
        assert.deepEqual(
            fixed.map(({ monthly }) => monthly),
            [0.2, 0.5, 0.4],
        );
        const unnumbered = costOf(...service("books", "X86_64", { cpu: "256", memory: "512" }));
        assert.match(unnumbered.notEstimated.join(), /the tasks of books/);
    });

    const machines = (name: string, instanceType: string, minSize?: number) => {
        const parent = urn("gatehouse:instances:Service", name);
        const blockDeviceMappings = [{ ebs: { volumeSize: 20 } }];
        return [
            resource("aws:autoscaling/group:Group", name, {
                parent,
                inputs: { ...(minSize !== undefined && { minSize }) },
            }),
            resource("aws:ec2/launchTemplate:LaunchTemplate", `${name}-arm64`, {
                parent,
                inputs: { instanceType, blockDeviceMappings },
            }),
        ];
    };

    it("charges machines at their minimum, with their volumes, metrics and alarms", () => {
        const { fixed } = costOf(
            ...machines("authors", "t4g.small", 3),
            ...machines("books", "t3.small", 2),
            resource("aws:autoscaling/policy:Policy", "books"),
        );
        assert.deepEqual(
            fixed.map(({ what, count, monthly }) => [what, count, monthly]),
            [
                ["t4g.small machine of authors, at least", 3, 36.79],
                ["GB of the volumes of authors, at least", 60, 4.8],
                ["t3.small machine of books, at least", 2, 30.37],
                ["GB of the volumes of books, at least", 40, 3.2],
                ["metric of machines", 4, 1.2],
                ["alarm of a group's autoscaler", 2, 0.2],
            ],
        );
    });

    const database = (name: string, more: Record<string, unknown> = {}) =>
        resource("aws:rds/instance:Instance", name, {
            inputs: {
                ...{ engine: "mysql", instanceClass: "db.t4g.small", allocatedStorage: 20, storageType: "gp3" },
                manageMasterUserPassword: true,
                ...more,
            },
        });

    it("charges databases with their storage and secrets, twice with a standby", () => {
        const { fixed, notEstimated } = costOf(
            database("books", { engine: "postgres", multiAz: true }),
            database("orders"),
        );
        assert.deepEqual(
            fixed.map(({ what, count, monthly }) => [what, count, monthly]),
            [
                ["db.t4g.small with PostgreSQL, database of books", 2, 46.72],
                ["GB of the database of books, at least", 40, 4.6],
                ["db.t4g.small with MySQL, database of orders", 1, 23.36],
                ["GB of the database of orders, at least", 20, 2.3],
                ["secret of a database's master user", 2, 0.8],
            ],
        );
        assert.ok(notEstimated.includes("backups of databases beyond their size, and final snapshots"));
    });

    it("names databases whose price or storage is unknown", () => {
        for (const more of [
            { instanceClass: "db.x2g.16xlarge" },
            { storageType: "io2" },
            { allocatedStorage: "unknown" },
        ])
            assert.match(costOf(database("orders", more)).notEstimated.join(), /the database orders, mysql on db\./);
    });

    it("takes the prices of databases that a region lacks from the default one", () => {
        const { databaseHour, fixed } = regionalPrices("eu-central-1");
        assert.deepEqual([databaseHour["mysql db.t4g.small"]?.usd, fixed.databaseGbMonth.usd], [0.037, 0.137]);
        assert.equal(databaseHour["postgres db.t4g.small"]?.region, "us-east-1");
    });

    it("names machines whose price or number is unknown", () => {
        const words = (...events: EngineEvent[]) => costOf(...events).notEstimated.join();
        assert.match(words(...machines("books", "p5.48xlarge", 2)), /the p5.48xlarge machines of books, whose price/);
        assert.match(words(...machines("books", "t3.small")), /the t3.small machines of books, whose price or number/);
    });

    it("has a price for each instance type in the settings and samples", () => {
        for (const type of ["t3.large", "m5.large", "t3.small", "t4g.small"])
            assert.equal(costOf(cluster, nodes(type)).fixed.length, 2, type);
    });

    const subnets = ["a", "b", "c"].map((zone) =>
        resource("aws:ec2/subnet:Subnet", zone, { inputs: { availabilityZone: `eu-central-1${zone}` } }),
    );
    const pods = (name: string, count: number, requests: object) => {
        const parent = urn("gatehouse:workloads:Workload", name);
        const containers = [{ resources: { requests } }, {}];
        return [
            resource("kubernetes:apps/v1:Deployment", name, {
                parent,
                inputs: { spec: { template: { spec: { containers } } } },
            }),
            resource("kubernetes:autoscaling/v2:HorizontalPodAutoscaler", name, {
                parent,
                inputs: { spec: { minReplicas: count } },
            }),
        ];
    };

    it("counts a node of EKS Auto Mode in each zone, or as many as the pods request", () => {
        const nodesFor = (...events: EngineEvent[]) => {
            const cost = costOf(cluster, ...subnets, ...events);
            return [cost.fixed.find(({ what }) => what.includes("Auto Mode"))?.count, cost.basis?.join()] as const;
        };
        const [spread, basis] = nodesFor(...pods("books", 3, { cpu: "250m", memory: "256Mi" }));
        assert.equal(spread, 3);
        assert.match(basis ?? "", /in each of 3 zones .* for 3 pods that request 0\.75 CPUs and 768 MiB/);
        assert.equal(nodesFor(...pods("books", 1, { cpu: "250m", memory: "256Mi" }))[0], 1);
        assert.equal(nodesFor(...pods("books", 8, { cpu: "1", memory: "256Mi" }))[0], 5);
        assert.equal(nodesFor(...pods("books", 4, { cpu: "250m", memory: "2Gi" }), ...pods("x", 4, {}))[0], 3);
        assert.equal(nodesFor(...pods("books", 8, { memory: "3Gi" }))[0], 9);
    });

    it("takes Graviton nodes for pods that select them", () => {
        const arm = resource("kubernetes:apps/v1:Deployment", "books", {
            inputs: { spec: { template: { spec: { nodeSelector: { "kubernetes.io/arch": "arm64" } } } } },
        });
        const { fixed } = costOf(cluster, ...subnets, arm);
        assert.ok(fixed.some(({ what }) => what === "c6g.large node of EKS Auto Mode, with its fee"));
    });

    it("adds the fee of EKS Auto Mode to the price of an instance, also of hours under load", () => {
        const run = readRun("x", [cluster, ...subnets, ...pods("books", 3, {}), ...checkedAndEnded]);
        const prices = withAssumed(readPrices(), { autoModeNodeHours: 1_000 });
        const { fixed, usage } = estimateCost(run, prices, "2026-11-29");
        const price = prices.instanceHour["c5a.large"]?.usd ?? 0;
        assert.equal(
            fixed.find(({ what }) => what.includes("Auto Mode"))?.monthly,
            Math.round(price * 112 * 730 * 3) / 100,
        );
        assert.equal(usage.find(({ assumption }) => assumption === "autoModeNodeHours")?.monthly, price * 1_120);
    });

    it("charges the extended support of a Kubernetes version from the day on which its standard support ends", () => {
        const old = (upgradePolicy?: object) =>
            resource("aws:eks/cluster:Cluster", "eks", {
                inputs: { version: "1.35", ...(upgradePolicy && { upgradePolicy }) },
            });
        const extended = (event: EngineEvent, day: string) =>
            estimateCost(readRun("x", [event, ...checkedAndEnded]), readPrices(), day).fixed.find(({ what }) =>
                what.includes("extended support"),
            )?.monthly;
        assert.equal(extended(old(), "2027-03-27"), undefined);
        assert.equal(extended(old(), "2027-03-28"), 365);
        assert.equal(extended(old({ supportType: "EXTENDED" }), "2027-03-28"), 365);
        assert.equal(extended(old({ supportType: "STANDARD" }), "2027-03-28"), undefined);
    });

    it("charges detailed metrics for each method of a stage that has them", () => {
        const body = JSON.stringify({ openapi: "3.0.1", paths: { "/a": { get: {}, post: {} }, "/b": { get: {} } } });
        const settings = (stageName: string, methodPath: string, metricsEnabled: boolean) =>
            resource("aws:apigateway/methodSettings:MethodSettings", `${stageName}-${methodPath}`, {
                inputs: { stageName, methodPath, settings: { metricsEnabled } },
            });
        const { fixed } = costOf(
            resource("aws:apigateway/restApi:RestApi", "api", { inputs: { body } }),
            settings("live", "*/*", true),
            settings("live", "~1a/GET", true),
            settings("Test", "*/*", false),
        );
        assert.deepEqual(
            fixed.map(({ what, count, monthly }) => [what, count, monthly]),
            [["detailed metric of a method, stage live", 21, 6.3]],
        );
    });

    const containerGroup = (kind: string) =>
        resource("aws:cloudwatch/logGroup:LogGroup", kind, { inputs: { name: `/aws/containerinsights/x/${kind}` } });

    it("leaves out the metrics of Container Insights, and says so", () => {
        const metrics = /metrics of Container Insights/;
        assert.match(costOf(cluster, containerGroup("performance")).notEstimated.join(), metrics);
        assert.doesNotMatch(costOf(cluster, containerGroup("application")).notEstimated.join(), metrics);
    });

    it("charges each kind of log that the stack writes", () => {
        const flowLog = (logDestinationType: string) =>
            resource("aws:ec2/flowLog:FlowLog", logDestinationType, { inputs: { logDestinationType } });
        const logsOf = (...events: EngineEvent[]) =>
            costOf(...events)
                .usage.filter(({ assumption }) => assumption.endsWith("LogGb"))
                .map(({ assumption, count, monthly }) => [assumption, count, monthly]);
        assert.deepEqual(logsOf(flowLog("cloud-watch-logs"), flowLog("s3")), [["flowLogGb", 5, 2.5]]);
        const logging = resource("aws:eks/cluster:Cluster", "eks", { inputs: { enabledClusterLogTypes: ["audit"] } });
        assert.deepEqual(logsOf(logging), [["controlPlaneLogGb", 5, 2.5]]);
        assert.deepEqual(logsOf(cluster, containerGroup("application")), [["containerLogGb", 10, 5]]);
        assert.deepEqual(logsOf(cluster, containerGroup("performance")), []);
        const logged = (name: string) =>
            resource("aws:apigateway/stage:Stage", name, { inputs: { accessLogSettings: { destinationArn: "arn" } } });
        assert.deepEqual(logsOf(logged("live"), logged("candidate"), stage("0.5")), [["accessLogGb", 5, 2.5]]);
    });

    it("charges an on-demand table by usage", () => {
        const { usage } = costOf(table("PAY_PER_REQUEST"));
        assert.deepEqual(
            usage.map(({ assumption, monthly }) => [assumption, monthly]),
            [
                ["tableWritesMillion", 0.63],
                ["tableReadsMillion", 1.25],
                ["tableGb", 0.25],
            ],
        );
    });

    it("uses the given assumptions, with the price of each tier", () => {
        const prices = withAssumed(readPrices(), { requestsMillion: 1_334, natGb: 0 });
        const run = readRun("x", [resource("aws:apigateway/restApi:RestApi", "api"), nat, ...checkedAndEnded]);
        const { usage } = estimateCost(run, prices, "2026-11-29");
        const monthly = Object.fromEntries(usage.map(({ assumption, monthly }) => [assumption, monthly]));
        // 333 at 3.50, 667 at 2.80, 334 at 2.38.
        assert.deepEqual(monthly, { requestsMillion: 3_828.02, natGb: 0, dataOutGb: 9 });
    });

    it("states the cost of an additional API", () => {
        const { addedApi, addedApiUsage } = costOf(balancer);
        assert.deepEqual([addedApi, addedApiUsage], [16.43, 4.38]);
        assert.match(asMarkdown(reportOf([balancer, ...checkedAndEnded])), /Each additional API .*16\.43 .*4\.38/);
    });

    it("states the assumed usage", () => {
        const { usage } = costOf(nat);
        assert.deepEqual(
            usage.map(({ what, count, monthly }) => [what, count, monthly]),
            [["GB through NAT gateways", 100, 4.5]],
        );
    });

    const inRegion = (region: string) =>
        ({ sequence: 0, timestamp: 0, preludeEvent: { config: { "aws:region": region } } }) as EngineEvent;

    it("uses the prices of the stack's region, and names those that are not known there", () => {
        const report = reportOf([
            inRegion("eu-central-1"),
            nat,
            stage("0.5"),
            stage("6.1", "large"),
            ...checkedAndEnded,
        ]);
        const { cost } = report;
        assert.deepEqual(
            cost.fixed.map(({ what, each, region }) => [what, Math.round(each * 100) / 100, region]),
            [
                ["NAT gateway", 37.96, undefined],
                ["cache of 6.1 GB, stage large", 146, "us-east-1"],
                ["cache of 0.5 GB, stage live", 14.6, undefined],
            ],
        );
        assert.equal(cost.pricesOf, "eu-central-1");
        assert.match(
            asMarkdown(report),
            /Prices of us-east-1, as those of eu-central-1 are not known: cache of 6\.1 GB, stage large\./,
        );
    });

    it("warns if the prices are of another region", () => {
        assert.match(
            asMarkdown(reportOf([inRegion("eu-west-1"), nat, ...checkedAndEnded])),
            /List prices of us-east-1, .*prices differ in eu-west-1, where the stack is/,
        );
        assert.doesNotMatch(asMarkdown(reportOf([nat, ...checkedAndEnded])), /prices differ/);
    });
});

describe("A price table", () => {
    let folder = "";
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it("is rejected with every problem", () => {
        const table = JSON.parse(readFileSync(defaultPrices, "utf8"));
        const file = join(folder, "prices.json");
        writeFileSync(
            file,
            JSON.stringify({ ...table, asOf: "now", fixed: { ...table.fixed, natGatewayHour: { usd: -1 } } }),
        );
        assert.throws(() => readPrices(file), /asOf.*natGatewayHour\.usd.*natGatewayHour\.source/s);
        writeFileSync(file, "{");
        assert.throws(() => readPrices(file), /got invalid JSON, want a price table/);
        assert.throws(() => readPrices(join(folder, "none")), /got ENOENT/);
    });

    it("of every region is valid, complete and dated", () => {
        const files = readdirSync(dirname(defaultPrices));
        assert.ok(files.includes("eu-central-1.json"), files.join());
        for (const file of files) {
            const region = basename(file, ".json");
            const { region: own, asOf, instanceHour, autoModeNode } = regionalPrices(region);
            assert.equal(own, region);
            assert.match(asOf, /^20\d\d-\d\d/);
            for (const type of Object.values(autoModeNode.instanceTypes)) assert.ok(instanceHour[type], type);
        }
    });

    it("of an unknown region is that of us-east-1", () => {
        assert.equal(regionalPrices("eu-west-1").region, "us-east-1");
        assert.equal(regionalPrices(undefined).region, "us-east-1");
    });
});
