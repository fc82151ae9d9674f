import { type ComputeKindName, hasServer, type ServerKindName } from "../../../stacks/settings/compute-kinds";
import type { Settings } from "../../../stacks/settings/schema";
import type { Rehearsal } from "./rehearsal";

/** The parts of a rehearsal that show its settings. */
export type ShownSettings = Pick<Rehearsal, "setting">;

/** Why a scenario about a cluster does not apply to a stack. */
export const noKubernetes = "no API of the stack runs on Kubernetes";

/** Why a scenario about the server of an API does not apply to a stack; undefined if an API has one. */
export function withoutServer({ apis }: Pick<Settings, "apis">): string | undefined {
    return Object.values(apis).some(({ runsOn }) => hasServer(runsOn)) ? undefined : "no API of the stack has a server";
}

/** An API of the rehearsed stack. */
export interface StackApi {
    readonly name: string;
    readonly kind: ServerKindName;
    /** Its settings as the stack's file has them, without defaults. */
    readonly settings: Readonly<Record<string, unknown>>;
}

/** The first name in a map of the settings, such as that of the first plan in `gatehouse:plans`. */
export function firstNameIn(rehearsal: ShownSettings, key: string): string {
    return Object.keys(rehearsal.setting(key) as object)[0] ?? "";
}

/** The APIs of the stack with a server as it is configured now. */
export function apisOf(rehearsal: ShownSettings): StackApi[] {
    const apis = rehearsal.setting("gatehouse:apis") as Readonly<Record<string, StackApi["settings"]>>;
    return Object.entries(apis).flatMap(([name, settings]) => {
        const kind = (settings.runsOn ?? "kubernetes") as ComputeKindName;
        return hasServer(kind) ? [{ name, kind, settings }] : [];
    });
}

/** The first API of each kind of compute that the stack has. */
export function firstOfEachKind(rehearsal: ShownSettings): StackApi[] {
    const apis = apisOf(rehearsal);
    return apis.filter(({ kind }, index) => apis.findIndex((other) => other.kind === kind) === index);
}

/** The first API of the stack with a server. */
export function firstApi(rehearsal: ShownSettings): StackApi {
    const [first] = apisOf(rehearsal);
    if (first === undefined) throw new Error("the stack has no API");
    return first;
}

/** An image in a private ECR repository of the stack's account and region, from which every kind of compute can run it. */
export function sampleImage(rehearsal: ShownSettings, name: string, tag: string): string {
    const region = String(rehearsal.setting("aws:region"));
    return `270727272727.dkr.ecr.${region}.amazonaws.com/${name}:${tag}`;
}

/** Settings of an API with such an image on a kind of compute. */
export function sampleApi(
    rehearsal: ShownSettings,
    kind: ComputeKindName,
    name: string,
): Readonly<Record<string, unknown>> {
    return { image: sampleImage(rehearsal, name, "1"), port: 8080, ...(kind !== "kubernetes" && { runsOn: kind }) };
}
