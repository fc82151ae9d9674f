import { servingTypes } from "../../../cloud-simulator/providers/known-types";
import { firstNameIn } from "../first-name";
import type { OpenApiDocument } from "../project-copy";
import type { Rehearsal } from "../rehearsal";
import type { Step } from "../rehearsal-result";
import type { Scenario } from "../scenario";

/** Edits that a team makes every week, one at a time. */
export const harmlessEdits: Scenario = {
    name: "harmless-edits",
    statement: "Everyday edits replace nothing that serves traffic, and no stage is ever without a deployment.",
    async run(rehearsal) {
        const api = firstNameIn(rehearsal, "gatehouse:apis");
        await rehearsal.set(["gatehouse:apis", api, "build"], undefined);
        await rehearsal.set(["gatehouse:apis", api, "image"], "registry.example.com/api:1");
        await rehearsal.up("everything");
        for (const [title, path, value] of settingEdits(rehearsal, api)) {
            await rehearsal.set(path, value);
            check(rehearsal, await rehearsal.up(title));
        }
        for (const [title, edit] of documentEdits) {
            rehearsal.project.editDocument(api, edit);
            check(rehearsal, await rehearsal.up(title));
        }
        rehearsal.project.addDocument("newcomers", api);
        await rehearsal.set(["gatehouse:apis", "newcomers"], { image: "registry.example.com/new:1", port: 8080 });
        check(rehearsal, await rehearsal.up("a new API"));
        await rehearsal.set(["gatehouse:apis", "newcomers", "table"], { partitionKey: "id" });
        check(rehearsal, await rehearsal.up("a table for an API"));
    },
};

/** The titles of all edits, in their order. */
export function harmlessEditTitles(rehearsal: Pick<Rehearsal, "setting">): string[] {
    const edits = [...settingEdits(rehearsal, firstNameIn(rehearsal, "gatehouse:apis")), ...documentEdits];
    return [...edits.map(([title]) => title), "a new API", "a table for an API"];
}

type SettingEdit = readonly [title: string, path: string[], value: unknown];

function settingEdits(rehearsal: Pick<Rehearsal, "setting">, api: string): SettingEdit[] {
    const [stage, plan] = [firstNameIn(rehearsal, "gatehouse:stages"), firstNameIn(rehearsal, "gatehouse:plans")];
    const ofApi = (title: string, key: string, value: unknown): SettingEdit => [
        title,
        ["gatehouse:apis", api, key],
        value,
    ];
    const ofStage = (title: string, keys: string[], value: unknown): SettingEdit => [
        title,
        ["gatehouse:stages", stage, ...keys],
        value,
    ];
    const ofPlan = (title: string, keys: string[], value: unknown): SettingEdit => [
        title,
        ["gatehouse:plans", plan, ...keys],
        value,
    ];
    const createsCluster = rehearsal.setting("gatehouse:cluster", "name") === undefined;
    const createsNetwork = rehearsal.setting("gatehouse:network", "vpcId") === undefined;
    const isSingle = createsNetwork && rehearsal.setting("gatehouse:network", "natGateways") !== "onePerZone";
    return [
        ofApi("another image", "image", "registry.example.com/api:2"),
        ofApi("more replicas", "replicas", 4),
        ofApi("another maximum of replicas", "maxReplicas", 40),
        ofApi("more CPU", "cpu", "750m"),
        ofApi("more memory", "memory", "768Mi"),
        ofApi("another health path", "healthPath", "/ready"),
        ofApi("another liveness path", "livenessPath", "/alive"),
        ofApi("another port", "port", 9090),
        ofStage("another TTL", ["cache", "ttlSeconds"], 120),
        // AWS flushes the cache and takes some minutes; meanwhile requests reach the backend.
        ofStage("another size of a cache", ["cache", "sizeGb"], 1.6),
        ofStage("another throttle", ["throttle", "requestsPerSecond"], 500),
        ["a new stage", ["gatehouse:stages", "preview"], { throttle: { requestsPerSecond: 10, burst: 10 } }],
        ["a new client", ["gatehouse:clients", "newcomer"], plan],
        ["a new plan", ["gatehouse:plans", "trial"], { requestsPerSecond: 1, burst: 1 }],
        ofPlan("another rate of a plan", ["requestsPerSecond"], 150),
        ofPlan("another period of a quota", ["quota"], { requests: 500000, per: "week" }),
        ofPlan("a plan without a quota", ["quota"], undefined),
        [
            "other CORS settings",
            ["gatehouse:gateway", "cors"],
            { allowOrigin: "https://shop.example.com", maxAgeSeconds: 60 },
        ],
        ["no tracing", ["gatehouse:gateway", "tracing"], false],
        ["another program sets the account's role", ["gatehouse:gateway", "accountRole"], false],
        ["another log retention", ["gatehouse:logRetentionDays"], 90],
        ["other tags", ["aws:defaultTags", "tags", "team"], "platform"],
        // Of an existing cluster nothing is changed, and an existing VPC has its own gateways.
        ...(createsCluster ? clusterEdits : []),
        // Every API moves to nodes of a new pool, in a rollout.
        ["another architecture", ["gatehouse:cluster", "architecture"], "arm64"],
        // The other way round deletes gateways, which deletion protection rejects (scenario "zones").
        ...(isSingle ? [natGatewayPerZone] : []),
    ];
}

const clusterEdits: readonly SettingEdit[] = [
    ["another address for the API server", ["gatehouse:cluster", "publicEndpointCidrs"], ["52.94.0.0/22"]],
    ["another network for the API server", ["gatehouse:cluster", "privateEndpointCidrs"], ["10.101.0.0/16"]],
    ["no metrics of containers", ["gatehouse:cluster", "observability"], { metrics: false }],
    ["neither logs nor metrics of containers", ["gatehouse:cluster", "observability"], { logs: false, metrics: false }],
];

const natGatewayPerZone: SettingEdit = ["a NAT gateway per zone", ["gatehouse:network", "natGateways"], "onePerZone"];

const documentEdits: readonly [title: string, edit: (document: OpenApiDocument) => void][] = [
    [
        "a new operation",
        ({ paths }) => {
            paths["/rehearsed"] = { get: { responses: { "200": { description: "OK" } } } };
        },
    ],
    [
        "a changed operation",
        ({ paths }) => {
            const parameters = [{ name: "page", in: "query", schema: { type: "string" } }];
            paths["/rehearsed"] = { get: { parameters, responses: { "200": { description: "OK" } } } };
        },
    ],
    [
        "an operation less",
        ({ paths }) => {
            delete paths["/rehearsed"];
        },
    ],
];

function check(rehearsal: Rehearsal, { title, operations, replaced }: Step): void {
    rehearsal.expect(operations.length > 0, `"${title}" changed nothing`);
    // A deployment is a snapshot: each change of the API creates a new one, to which the stages move before the old one is
    // deleted.
    const serving = replaced.filter(
        ({ type }) => servingTypes().includes(type) && !type.endsWith("deployment:Deployment"),
    );
    for (const { type, name, because } of serving) {
        rehearsal.problems.push(`"${title}" replaced ${type} "${name}", because of ${because.join(", ")}`);
    }
}
