import { firstNameIn, hasKeys, hasRestApi, type ShownSettings } from "../stack-apis";
import type { SettingsEdit } from "./edit";

type Edit = readonly [title: string, path: readonly string[], value: unknown];

/** Everyday edits of the settings that all APIs share, in their order; those of sections that the stack lacks are left out. */
export function stackEdits(rehearsal: ShownSettings): SettingsEdit[] {
    const has = (section: string) => rehearsal.setting(`gatehouse:${section}`) !== undefined;
    const createsCluster = has("cluster") && rehearsal.setting("gatehouse:cluster", "name") === undefined;
    const createsNetwork = has("network") && rehearsal.setting("gatehouse:network", "vpcId") === undefined;
    const isSingle = createsNetwork && rehearsal.setting("gatehouse:network", "natGateways") !== "onePerZone";
    const edits: Edit[] = [
        ...(hasRestApi(rehearsal) ? gatewayEdits(rehearsal) : []),
        ...(has("httpApi") ? httpApiEdits(rehearsal) : []),
        ["another log retention", ["gatehouse:logRetentionDays"], 90],
        ["other tags", ["aws:defaultTags", "tags", "team"], "platform"],
        // Of an existing cluster nothing is changed, and an existing VPC has NAT gateways that belong to others.
        ...(createsCluster ? clusterEdits : []),
        // Every API on Kubernetes moves to nodes of a new pool, in a rollout.
        ...(has("cluster") ? [otherArchitecture] : []),
        // The other way round deletes gateways, which deletion protection rejects (scenario "zones").
        ...(isSingle ? [natGatewayPerZone] : []),
    ];
    return edits.map(([title, path, value]) => ({ title, changes: [{ path, value }] }));
}

function gatewayEdits(rehearsal: ShownSettings): Edit[] {
    const ofStage = ["gatehouse:stages", firstNameIn(rehearsal, "gatehouse:stages")];
    return [
        ["another TTL", [...ofStage, "cache", "ttlSeconds"], 120],
        // AWS flushes the cache and takes some minutes; meanwhile requests reach the backend.
        ["another size of a cache", [...ofStage, "cache", "sizeGb"], 1.6],
        ["another throttle", [...ofStage, "throttle", "requestsPerSecond"], 500],
        ["a new stage", ["gatehouse:stages", "preview"], { throttle: { requestsPerSecond: 10, burst: 10 } }],
        ...planEdits(rehearsal),
        ["a new plan", ["gatehouse:plans", "trial"], { requestsPerSecond: 1, burst: 1 }],
        [
            "other CORS settings",
            ["gatehouse:gateway", "cors"],
            { allowOrigin: "https://shop.example.com", maxAgeSeconds: 60 },
        ],
        ["no tracing", ["gatehouse:gateway", "tracing"], false],
        ["another program sets the account's role", ["gatehouse:gateway", "accountRole"], false],
    ];
}

function planEdits(rehearsal: ShownSettings): Edit[] {
    const plan = firstNameIn(rehearsal, "gatehouse:plans");
    const ofPlan = ["gatehouse:plans", plan];
    return [
        ["a new client", ["gatehouse:clients", "newcomer"], plan],
        ["another rate of a plan", [...ofPlan, "requestsPerSecond"], 150],
        ["another period of a quota", [...ofPlan, "quota"], { requests: 500000, per: "week" }],
        ["a plan without a quota", [...ofPlan, "quota"], undefined],
    ];
}

// Without a client, a plan of an HTTP API is nothing at AWS.
function httpApiEdits(rehearsal: ShownSettings): Edit[] {
    const http = (...path: string[]) => ["gatehouse:httpApi", ...path];
    const allowOrigins = ["https://shop.example.com"];
    return [
        ["another throttle of the HTTP API", http("throttle", "requestsPerSecond"), 500],
        ["other CORS settings of the HTTP API", http("cors"), { allowOrigins, maxAgeSeconds: 60 }],
        ["no CORS settings of the HTTP API", http("cors"), undefined],
        ["metrics of each route", http("detailedMetrics"), true],
        ["no canary call", http("canaryCall"), false],
        ...(rehearsal.setting("gatehouse:bastion") === undefined ? bastionEdits : [...bastionEdits].reverse()),
        ["commands in tasks", ["gatehouse:fargate", "executeCommand"], true],
        ...(!hasRestApi(rehearsal) && hasKeys(rehearsal) ? planEdits(rehearsal) : []),
    ];
}

const bastionEdits: readonly Edit[] = [
    ["a bastion", ["gatehouse:bastion"], {}],
    ["no bastion", ["gatehouse:bastion"], undefined],
];

const clusterEdits: readonly Edit[] = [
    ["another address for the API server", ["gatehouse:cluster", "publicEndpointCidrs"], ["52.94.0.0/22"]],
    ["another network for the API server", ["gatehouse:cluster", "privateEndpointCidrs"], ["10.101.0.0/16"]],
    ["no metrics of containers", ["gatehouse:cluster", "observability"], { metrics: false }],
    ["neither logs nor metrics of containers", ["gatehouse:cluster", "observability"], { logs: false, metrics: false }],
];

const otherArchitecture: Edit = ["another architecture", ["gatehouse:cluster", "architecture"], "arm64"];

const natGatewayPerZone: Edit = ["a NAT gateway per zone", ["gatehouse:network", "natGateways"], "onePerZone"];
