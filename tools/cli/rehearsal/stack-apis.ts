import { type ComputeKindName, hasServer, type ServerKindName } from "../../../stacks/settings/compute-kinds";
import type { PublisherName } from "../../../stacks/settings/http-api/publishers";
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

/** Why a scenario about stages does not apply to a stack; undefined if a REST API publishes one of its APIs. */
export function withoutRestApi({ apis }: Pick<Settings, "apis">): string | undefined {
    return Object.values(apis).some(({ publishedBy }) => publishedBy === "rest")
        ? undefined
        : "no API of the stack is published by a REST API";
}

/** Why a scenario about the stages and the server of one API does not apply to a stack; undefined if the REST API publishes such an API. */
export function withoutRestServer(settings: Pick<Settings, "apis">): string | undefined {
    const { apis } = settings;
    const published = Object.entries(apis).filter(([, { publishedBy }]) => publishedBy === "rest");
    return (
        withoutServer(settings) ?? withoutRestApi(settings) ?? withoutServer({ apis: Object.fromEntries(published) })
    );
}

/** An API of the rehearsed stack. */
export interface StackApi {
    readonly name: string;
    readonly kind: ServerKindName;
    readonly publishedBy: PublisherName;
    /** Its settings as the stack's file has them, without defaults. */
    readonly settings: Readonly<Record<string, unknown>>;
}

/** Whether the REST API publishes an API of the stack, which then has stages. */
export function hasRestApi(rehearsal: ShownSettings): boolean {
    return namesIn(rehearsal, "gatehouse:stages").length > 0;
}

/** Whether clients of the stack have API keys. */
export function hasKeys(rehearsal: ShownSettings): boolean {
    return hasRestApi(rehearsal) || rehearsal.setting("gatehouse:httpApi", "keys") === "required";
}

/** Removes the limits of operations of the HTTP API, which name APIs that a scenario renames or replaces. */
export async function removeHttpLimits(rehearsal: Rehearsal): Promise<void> {
    if (rehearsal.setting("gatehouse:httpApi") === undefined) return;
    await rehearsal.set(["gatehouse:httpApi", "throttles"], undefined);
}

/** The names in a map of the settings; none without that map. */
export function namesIn(rehearsal: ShownSettings, key: string): string[] {
    return Object.keys((rehearsal.setting(key) ?? {}) as object);
}

/** The first name in a map of the settings, such as that of the first plan in `gatehouse:plans`. */
export function firstNameIn(rehearsal: ShownSettings, key: string): string {
    return namesIn(rehearsal, key)[0] ?? "";
}

/** The APIs of the stack with a server as it is configured now. */
export function apisOf(rehearsal: ShownSettings): StackApi[] {
    const apis = rehearsal.setting("gatehouse:apis") as Readonly<Record<string, StackApi["settings"]>>;
    return Object.entries(apis).flatMap(([name, settings]) => {
        const kind = (settings.runsOn ?? "kubernetes") as ComputeKindName;
        const publishedBy = (settings.publishedBy ?? "rest") as PublisherName;
        return hasServer(kind) ? [{ name, kind, publishedBy, settings }] : [];
    });
}

/** The first API of each kind of compute that the stack has. */
export function firstOfEachKind(rehearsal: ShownSettings): StackApi[] {
    const apis = apisOf(rehearsal);
    return apis.filter(({ kind }, index) => apis.findIndex((other) => other.kind === kind) === index);
}

/**
 * The first API of the stack with a server.
 * @param publisher Default: either.
 * @throws {Error} without one.
 */
export function firstApi(rehearsal: ShownSettings, publisher?: PublisherName): StackApi {
    const first = apisOf(rehearsal).find(({ publishedBy }) => publisher === undefined || publishedBy === publisher);
    if (first === undefined) throw new Error("the stack has no API");
    return first;
}

/** Adds a copy of an API's document to the project; an HTTP API publishes it below its own name, as two APIs cannot have one path. */
export function copyDocument({ project }: Rehearsal, name: string, { name: original, publishedBy }: StackApi): void {
    project.addDocument(name, original);
    if (publishedBy === "http")
        project.editDocument(name, (document) => {
            delete document.servers;
        });
}

/** An image in a private ECR repository of the stack's account and region, from which every kind of compute can run it. */
export function sampleImage(rehearsal: ShownSettings, name: string, tag: string): string {
    const region = String(rehearsal.setting("aws:region"));
    return `270727272727.dkr.ecr.${region}.amazonaws.com/${name}:${tag}`;
}

/** Settings of an API with such an image, on a kind of compute and behind a publisher. */
export function sampleApi(
    rehearsal: ShownSettings,
    { kind, publishedBy }: Pick<StackApi, "kind" | "publishedBy">,
    name: string,
): Readonly<Record<string, unknown>> {
    return {
        image: sampleImage(rehearsal, name, "1"),
        port: 8080,
        ...(kind !== "kubernetes" && { runsOn: kind }),
        ...(publishedBy !== "rest" && { publishedBy }),
    };
}
