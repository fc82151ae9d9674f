import assert from "node:assert/strict";
import { parseSettings } from "../../../stacks/settings/parse-settings";
import { changed, problemsOf, validSettings } from "./example";

const problems: readonly (readonly [path: string, value: unknown, problem: string])[] = [
    [
        "namespace",
        "Apis",
        'gatehouse:namespace: got "Apis", want a Kubernetes name: a–z, 0–9 and -, beginning with a letter; not default or kube-…',
    ],
    [
        "logRetentionDays",
        8,
        "gatehouse:logRetentionDays: got 8, want one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653",
    ],
    ["deletionProtection", "yes", 'gatehouse:deletionProtection: got "yes", want true or false'],
    [
        "network",
        [],
        "gatehouse:network: got an empty list, want a map with the keys cidrBlock, availabilityZones, availabilityZoneCidrMask, natGateways, isolatedCidrBlock, networkAcls",
    ],
    [
        "network.cidrBlock",
        "10.20.0.0",
        'gatehouse:network.cidrBlock: got "10.20.0.0", want an IPv4 block such as 10.20.0.0/16, without bits behind its prefix',
    ],
    [
        "network.cidrBlock",
        "10.20.0.1/16",
        'gatehouse:network.cidrBlock: got "10.20.0.1/16", want an IPv4 block such as 10.20.0.0/16, without bits behind its prefix',
    ],
    [
        "network.cidrBlock",
        "10.20.0.0/25",
        'gatehouse:network.cidrBlock: got "10.20.0.0/25", want a block from /16 to /24 for 2 zones',
    ],
    [
        "network.cidrBlock",
        "10.0.0.0/8",
        'gatehouse:network.cidrBlock: got "10.0.0.0/8", want a block from /16 to /24 for 2 zones',
    ],
    [
        "network.availabilityZones",
        1,
        "gatehouse:network.availabilityZones: got 1, want an integer from 2 to 6, or a list of zone names or ids such as [us-east-1a, use1-az2]",
    ],
    [
        "network.availabilityZones",
        2.5,
        "gatehouse:network.availabilityZones: got 2.5, want an integer from 2 to 6, or a list of zone names or ids such as [us-east-1a, use1-az2]",
    ],
    ["network.natGateways", "none", 'gatehouse:network.natGateways: got "none", want one of single, onePerZone'],
    [
        "cluster.kubernetesVersion",
        1.35,
        'gatehouse:cluster.kubernetesVersion: got 1.35, want a quoted version that EKS supports, from "1.32" to "1.36"',
    ],
    [
        "cluster.kubernetesVersion",
        "1.31",
        'gatehouse:cluster.kubernetesVersion: got "1.31", want a quoted version that EKS supports, from "1.32" to "1.36"',
    ],
    ["cluster.nodes", "fargate", 'gatehouse:cluster.nodes: got "fargate", want one of auto, managed'],
    [
        "cluster.publicEndpointCidrs",
        ["0.0.0.0"],
        'gatehouse:cluster.publicEndpointCidrs.0: got "0.0.0.0", want an IPv4 block such as 10.20.0.0/16, without bits behind its prefix',
    ],
    [
        "cluster.publicEndpointCidrs",
        ["172.16.0.0/12"],
        'gatehouse:cluster.publicEndpointCidrs.0: got "172.16.0.0/12", want a block of public addresses, as EKS accepts no private and no reserved ones here',
    ],
    [
        "cluster",
        { kubernetesVersion: "1.35", nodes: "managed", nodeGroup: { instanceType: "m7g.large" } },
        'gatehouse:cluster.nodeGroup.instanceType: got "m7g.large", want an instance type for amd64 such as m7i.large, as cluster.architecture says',
    ],
    [
        "cluster",
        { kubernetesVersion: "1.35", nodes: "managed", architecture: "arm64" },
        'gatehouse:cluster.nodeGroup.instanceType: got "t3.large", want an instance type for arm64 such as m7g.large, as cluster.architecture says',
    ],
    ["cluster.architecture", "x86_64", 'gatehouse:cluster.architecture: got "x86_64", want one of amd64, arm64'],
    [
        "namespace",
        "kube-system",
        'gatehouse:namespace: got "kube-system", want a Kubernetes name: a–z, 0–9 and -, beginning with a letter; not default or kube-…',
    ],
    [
        "apis.pictures.memory",
        "0Mi",
        'gatehouse:apis.pictures.memory: got "0Mi", want a Kubernetes quantity such as "256Mi"',
    ],
    ["apis.pictures.cpu", "0m", 'gatehouse:apis.pictures.cpu: got "0m", want a Kubernetes quantity such as "250m"'],
    [
        "cluster.accessEntries.me",
        { principalArn: "me", access: "admin" },
        'gatehouse:cluster.accessEntries.me.principalArn: got "me", want the ARN of an IAM role or user',
    ],
    [
        "cluster.nodeGroup",
        { minNodes: 5, maxNodes: 4 },
        "gatehouse:cluster.nodeGroup.maxNodes: got 4, want at least minNodes, 5",
    ],
    ["apis", {}, "gatehouse:apis: got an empty map, want a map from a name to an API, with at least one entry"],
    [
        "apis.Pictures",
        { image: "a:1", port: 1 },
        'gatehouse:apis.Pictures: got the name "Pictures", want a name that is words of a–z and 0–9 joined by -, beginning with a letter, at most 40 long',
    ],
    ["apis.pictures.port", 65536, "gatehouse:apis.pictures.port: got 65536, want a port from 1 to 65535"],
    [
        "apis.pictures.image",
        "pictures",
        'gatehouse:apis.pictures.image: got "pictures", want an image with a tag or a digest, such as registry/pictures@sha256:…',
    ],
    [
        "apis.pictures.build",
        "app/pictures",
        "gatehouse:apis.pictures: got both of image and build, want exactly one of them",
    ],
    [
        "apis.pictures.image",
        undefined,
        "gatehouse:apis.pictures: got neither of image and build, want exactly one of them",
    ],
    ["apis.pictures.maxReplicas", 1, "gatehouse:apis.pictures.maxReplicas: got 1, want at least replicas, 2"],
    [
        "apis.pictures.memory",
        "256",
        'gatehouse:apis.pictures.memory: got "256", want a Kubernetes quantity such as "256Mi"',
    ],
    [
        "apis.pictures.table",
        { sortKey: "id" },
        "gatehouse:apis.pictures.table.partitionKey: got nothing, want a name of letters, digits, _, - and .",
    ],
    [
        "apis.pictures.table",
        { partitionKey: "id", hashKey: "id" },
        "gatehouse:apis.pictures.table.hashKey: got an unknown key, want one of partitionKey, sortKey",
    ],
    [
        "apis.pictures.table",
        { partitionKey: "the id" },
        'gatehouse:apis.pictures.table.partitionKey: got "the id", want a name of letters, digits, _, - and .',
    ],
    [
        "apis.pictures.table",
        { partitionKey: "id", sortKey: "id" },
        'gatehouse:apis.pictures.table.sortKey: got "id", want an attribute other than the partition key',
    ],
    [
        "apis.pictures.table",
        "id",
        'gatehouse:apis.pictures.table: got "id", want a map with the keys partitionKey, sortKey',
    ],
    ["apis.pictures.exposure", "public", 'gatehouse:apis.pictures.exposure: got "public", want one of own, shared'],
    [
        "apis.shared-gateway",
        { image: "registry/gateway:1", port: 80, exposure: "shared" },
        'gatehouse:apis.shared-gateway: got the Deployment "shared-gateway", which gatehouse:sharedGateway has, want another name',
    ],
    [
        "apis.pictures-lb",
        { image: "registry/pictures:1", port: 80, exposure: "shared" },
        'gatehouse:apis.pictures-lb: got the Service "pictures-lb", which gatehouse:apis.pictures has, want another name',
    ],
    [
        "apis.healthz",
        { image: "registry/health:1", port: 80, exposure: "shared" },
        "gatehouse:apis.healthz: got the path of the gateway's health check, want another name",
    ],
    ["sharedGateway", { maxReplicas: 1 }, "gatehouse:sharedGateway.maxReplicas: got 1, want at least replicas, 2"],
    [
        "pages.front",
        { image: "registry/front:1", port: 3000 },
        "gatehouse:pages: got a page without a gateway, want an API with exposure: shared too",
    ],
    [
        "gateway.cors",
        {},
        "gatehouse:gateway.cors.allowOrigin: got nothing, want * or an origin such as https://example.com",
    ],
    [
        "gateway.cors",
        { allowOrigin: "example.com" },
        'gatehouse:gateway.cors.allowOrigin: got "example.com", want * or an origin such as https://example.com',
    ],
    [
        "stages.Test.cache.sizeGb",
        0.7,
        "gatehouse:stages.Test.cache.sizeGb: got 0.7, want one of 0.5, 1.6, 6.1, 13.5, 28.4, 58.2, 118, 237",
    ],
    [
        "stages.Test.cache.ttlSeconds",
        3601,
        "gatehouse:stages.Test.cache.ttlSeconds: got 3601, want an integer from 0 to 3600",
    ],
    [
        "stages.Test.throttle",
        { requestsPerSecond: "fast" },
        'gatehouse:stages.Test.throttle.requestsPerSecond: got "fast", want a number of 0 or more\ngatehouse:stages.Test.throttle.burst: got nothing, want an integer from 0 to 2147483647',
    ],
    [
        "plans.standard.requestsPerSecond",
        -1,
        "gatehouse:plans.standard.requestsPerSecond: got -1, want a number of 0 or more",
    ],
    [
        "plans.standard.quota",
        { requests: 1, per: "year" },
        'gatehouse:plans.standard.quota.per: got "year", want one of day, week, month',
    ],
    [
        "plans.standard.stages",
        ["Test", "live"],
        'gatehouse:plans.standard.stages.1: got "live", want the name of a stage: Test',
    ],
    ["plans.standard.stages", "Test", 'gatehouse:plans.standard.stages: got "Test", want a list of names of stages'],
    ["plans.standard.stages", [], "gatehouse:plans.standard.stages: got an empty list, want at least one stage"],
    [
        "stages.Test.executionLogs",
        "info",
        'gatehouse:stages.Test.executionLogs: got "info", want one of off, errors, all',
    ],
    ["stages.Test.detailedMetrics", "yes", 'gatehouse:stages.Test.detailedMetrics: got "yes", want true or false'],
    ["clients.web", "gold", 'gatehouse:clients.web: got "gold", want the name of a plan: standard'],
    [
        "clients",
        undefined,
        "gatehouse:clients: got nothing, want a map from a name to the name of its plan, with at least one entry",
    ],
    [
        "stagez",
        {},
        'gatehouse:stagez: got an unknown key, want one of namespace, logRetentionDays, deletionProtection, network, cluster, fargate, bastion, apis, sharedGateway, pages, gateway, httpApi, authorizers, userPool, domain, edge, site, firewall, alarms, stages, plans, clients; did you mean "stages"?',
    ],
    [
        "stages.Test.cache.ttl",
        300,
        "gatehouse:stages.Test.cache.ttl: got an unknown key, want one of enabled, sizeGb, ttlSeconds",
    ],
    [
        "apis.pictures.replica",
        2,
        'gatehouse:apis.pictures.replica: got an unknown key, want one of image, build, runsOn, publishedBy, exposure, port, replicas, maxReplicas, cpu, memory, architecture, instanceType, amiId, provisionedConcurrency, tracing, livenessPath, healthPath, readinessPath, environment, secrets, access, binaryMediaTypes, targets, table, database, photoPipeline, webSocket; did you mean "replicas"?',
    ],
];

describe("parseSettings", () => {
    for (const [path, value, problem] of problems) {
        it(`rejects ${path} ${JSON.stringify(value) ?? "left out"}`, () => {
            assert.deepEqual(problemsOf(changed(path, value)).join("\n"), problem);
        });
    }

    it("reports every problem at once, including one between two settings", () => {
        const settings = { ...changed("clients.web", "gold"), network: { cidrBlock: 10 } };
        assert.deepEqual(problemsOf(settings), [
            "gatehouse:network.cidrBlock: got 10, want an IPv4 block such as 10.20.0.0/16, without bits behind its prefix",
            'gatehouse:clients.web: got "gold", want the name of a plan: standard',
        ]);
    });

    it("reports every section that an empty stack is missing", () => {
        const sections = problemsOf({}).map((problem) => problem.split(": got nothing")[0]);
        assert.deepEqual(
            sections,
            ["apis", "stages", "plans", "clients"].map((key) => `gatehouse:${key}`),
        );
    });

    it("reports the sections that an API needs where it runs, even if the API has a problem itself", () => {
        const { network: _network, cluster: _cluster, ...settings } = validSettings;
        assert.deepEqual(problemsOf({ ...settings, apis: { pictures: { image: "registry/pictures:1" } } }), [
            'gatehouse:network: got nothing, want a map with the keys cidrBlock, availabilityZones, availabilityZoneCidrMask, natGateways, isolatedCidrBlock, networkAcls, as API "pictures" runs on Kubernetes',
            'gatehouse:cluster: got nothing, want a map with the keys kubernetesVersion, supportType, addOnVersions, nodes, architecture, publicEndpointCidrs, privateEndpointCidrs, accessEntries, nodeGroup, observability, as API "pictures" runs on Kubernetes',
            "gatehouse:apis.pictures.port: got nothing, want a port from 1 to 65535",
        ]);
    });

    it("fills in the defaults", () => {
        const settings = parseSettings(validSettings);
        assert.deepEqual(settings.stages.Test, {
            cache: { enabled: true, sizeGb: 0.5, ttlSeconds: 300 },
            throttle: { requestsPerSecond: 10000, burst: 5000 },
            executionLogs: "errors",
            detailedMetrics: false,
        });
        assert.equal(settings.cluster?.nodes, "auto");
        assert.ok(settings.cluster && "publicEndpointCidrs" in settings.cluster);
        assert.deepEqual(settings.cluster.publicEndpointCidrs, []);
        assert.equal(settings.namespace, "apis");
    });

    for (const [path, value] of [
        ["stages.Test.cache.enabled", false],
        ["stages.Test.cache.ttlSeconds", 0],
        ["plans.standard.requestsPerSecond", 150000],
        ["cluster.publicEndpointCidrs", ["0.0.0.0/0"]],
    ] as const) {
        it(`accepts ${path} ${JSON.stringify(value)}, which only the rules restrict`, () => {
            assert.deepEqual(problemsOf(changed(path, value)), []);
        });
    }
});
