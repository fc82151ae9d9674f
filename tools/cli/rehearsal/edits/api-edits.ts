import type { Architecture } from "../../../../stacks/settings/architecture";
import { kindsOfSetting } from "../../../../stacks/settings/compute-kinds";
import { firstOfEachKind, type ShownSettings, type StackApi, sampleImage } from "../stack-apis";
import type { SettingsEdit } from "./edit";

/** The settings that an edit gives an API; undefined removes one, and no settings leave the API as it is. */
type ApiSettings = Readonly<Record<string, unknown>>;

/** Everyday edits of the settings of APIs, in their order: each changes the first API of each kind that has the setting. */
export function apiEdits(rehearsal: ShownSettings): SettingsEdit[] {
    const apis = firstOfEachKind(rehearsal);
    const edits = titled(rehearsal).map(([title, settingsOf]): SettingsEdit => {
        const changes = apis.flatMap((api) =>
            Object.entries(settingsOf(api)).flatMap(([key, value]) => {
                const hasIt = kindsOfSetting[key]?.includes(api.kind) ?? true;
                return hasIt ? [{ path: ["gatehouse:apis", api.name, key], value, api: api.name }] : [];
            }),
        );
        return { title, changes };
    });
    return edits.filter(({ changes }) => changes.length > 0);
}

function titled(rehearsal: ShownSettings): readonly [title: string, settingsOf: (api: StackApi) => ApiSettings][] {
    const bucket = (actions: string[]) => [{ actions, resources: ["arn:aws:s3:::photos/*"] }];
    return [
        ["another image", ({ name }) => ({ image: sampleImage(rehearsal, name, "2") })],
        ["more replicas", () => ({ replicas: 4 })],
        ["another maximum of replicas", () => ({ maxReplicas: 40 })],
        ["more CPU", moreCpu],
        ["more memory", ({ kind }) => ({ memory: kind === "kubernetes" ? "768Mi" : "2Gi" })],
        ["another health path", () => ({ healthPath: "/ready" })],
        ["another liveness path", () => ({ livenessPath: "/alive" })],
        ["another port", () => ({ port: 9090 })],
        ["a variable", () => ({ environment: { LEVEL: "debug" } })],
        ["access to a bucket", () => ({ access: bucket(["s3:GetObject"]) })],
        ["other access", () => ({ access: bucket(["s3:GetObject", "s3:PutObject"]) })],
        ["no access", () => ({ access: undefined })],
        ["another architecture of an API", (api) => ({ architecture: other(architectureOf(rehearsal, api)) })],
        ["another type of machines", (api) => ({ instanceType: types[other(architectureOf(rehearsal, api))] })],
        ["the newest image of the operating system", () => ({ amiId: "latest" })],
        ["instances that are kept ready", () => ({ provisionedConcurrency: 2 })],
        ["other instances that are kept ready", () => ({ provisionedConcurrency: 3 })],
        ["no instances that are kept ready", () => ({ provisionedConcurrency: 0 })],
    ];
}

// Fargate has certain pairs of CPU and memory only.
function moreCpu({ kind }: StackApi): ApiSettings {
    return kind === "fargate" ? { cpu: "500m", memory: "1Gi" } : { cpu: "750m" };
}

const types: Readonly<Record<Architecture, string>> = { amd64: "t3.medium", arm64: "t4g.medium" };

function other(architecture: Architecture): Architecture {
    return architecture === "arm64" ? "amd64" : "arm64";
}

function architectureOf(rehearsal: ShownSettings, { settings }: StackApi): Architecture {
    const ofCluster = rehearsal.setting("gatehouse:cluster", "architecture");
    return (settings.architecture ?? ofCluster ?? "amd64") as Architecture;
}
