import { specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime";
import { mapOf, type PropertyMap, type PropertyValue, placeholder, secret, text } from "./property-values";
import type { LiveResource } from "./resource-store";
import { type ExportedResource, originPrefix, type StackExport } from "./stack-export";

/** An exported state that is prepared for a stack in a temporary backend and for the simulated clouds. */
export interface ImportedState {
    /** The deployment to import, in the form of `pulumi stack export`. */
    readonly deployment: { readonly version: number; readonly features?: string[]; readonly deployment: object };
    /** Every resource that exists in a cloud. */
    readonly resources: readonly LiveResource[];
    /** Number of secrets that were replaced by placeholders. */
    readonly placeholders: number;
    /** Pending operations that were dropped, such as `creating aws:ec2/vpc:Vpc "main"`. */
    readonly dropped: readonly string[];
}

/**
 * Prepares an exported state for another backend: URNs get the given stack and project, ciphertext becomes a placeholder
 * that stays secret, pending operations are dropped, and the section of the secrets provider is left out.
 */
export function prepareState(state: StackExport, stackName: string, projectName: string): ImportedState {
    const { exported } = state;
    const { secrets_providers: _provider, pending_operations: pending = [], ...rest } = exported.deployment;
    let placeholders = 0;
    const rewrite = rewriterOf(state, stackName, projectName);
    const resources = (exported.deployment.resources ?? []).map(
        (resource) =>
            visit(resource, (value) => {
                if (isCiphertext(value)) {
                    placeholders += 1;
                    return { [specialSigKey]: specialSecretSig, plaintext: JSON.stringify(placeholder) };
                }
                return typeof value === "string" ? rewrite(value) : value;
            }) as ExportedResource,
    );
    const kept = keptBodies(resources);
    return {
        deployment: { ...exported, deployment: { ...rest, resources } },
        resources: resources.filter(isInCloud).map((resource) => liveResource(resource, kept)),
        placeholders,
        dropped: pending.map(({ type, resource }) => `${type} ${typeAndName(resource.urn)}`),
    };
}

/** The AWS account that most ARNs of a state name; undefined if none does. */
export function accountOf(state: StackExport): string | undefined {
    return mostFrequent(arnsOf(state).map((arn) => arn[2]));
}

/** The region that most ARNs of a state name; undefined if none does. */
export function regionOf(state: StackExport): string | undefined {
    return mostFrequent(arnsOf(state).map((arn) => arn[1]));
}

/** Packages of the custom resources and providers of a state, such as `aws`. */
export function packagesOf({ exported }: StackExport): string[] {
    const tokens = (exported.deployment.resources ?? [])
        .filter(({ custom }) => custom)
        .map(({ type }) => type.replace(/^pulumi:providers:/, "").split(":")[0] ?? "");
    return [...new Set(tokens)].filter((name) => name !== "pulumi");
}

function rewriterOf({ origin }: StackExport, stackName: string, projectName: string): (value: string) => string {
    if (!origin) return (value) => value;
    const prefix = `urn:pulumi:${origin.stackName}::${origin.projectName}::`;
    const rootType = "pulumi:pulumi:Stack::";
    const root = `${prefix}${rootType}${origin.projectName}-${origin.stackName}`;
    const newPrefix = originPrefix(`urn:pulumi:${stackName}::${projectName}::`);
    return (value) => {
        if (value === root) return `${newPrefix}${rootType}${projectName}-${stackName}`;
        return value.startsWith(prefix) ? `${newPrefix}${value.slice(prefix.length)}` : value;
    };
}

// Calls `change` for each value, from the outside in; its replacement of an object is not visited.
function visit(value: unknown, change: (value: unknown) => unknown): unknown {
    const changed = change(value);
    if (changed !== value || typeof value !== "object" || value === null) return changed;
    if (Array.isArray(value)) return value.map((element) => visit(element, change));
    return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, visit(element, change)]));
}

function isSecret(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && Reflect.get(value, specialSigKey) === specialSecretSig;
}

function isCiphertext(value: unknown): boolean {
    return isSecret(value) && typeof value.plaintext !== "string";
}

// Providers, stack references and the like belong to the engine.
function isInCloud({ custom, type, id }: ExportedResource): boolean {
    return custom && id !== undefined && id !== "" && !type.startsWith("pulumi:");
}

function liveResource(
    { urn, type, id = "", inputs = {}, outputs = {} }: ExportedResource,
    kept: ReadonlyMap<string, string>,
): LiveResource {
    const live = { urn, type, id, inputs: opened(inputs) as PropertyMap, outputs: opened(outputs) as PropertyMap };
    const snapshot = kept.get(text(mapOf(live.inputs.triggers).snapshot));
    return snapshot === undefined ? live : { ...live, snapshot };
}

// Bodies that older deployments captured, by their trigger: the state has them as components beside the deployments.
function keptBodies(resources: readonly ExportedResource[]): ReadonlyMap<string, string> {
    const kept = resources.filter(({ type }) => type === "gatehouse:gateway:Snapshot");
    return new Map(kept.map(({ inputs }) => [String(inputs?.snapshot), String(inputs?.body)]));
}

// A state spells a secret as JSON inside "plaintext", providers see it as "value".
function opened(value: unknown): PropertyValue {
    return visit(value, (inner) =>
        isSecret(inner) ? secret(opened(JSON.parse(String(inner.plaintext)))) : inner,
    ) as PropertyValue;
}

function arnsOf({ exported }: StackExport): RegExpExecArray[] {
    return (exported.deployment.resources ?? [])
        .filter(({ custom, type }) => custom && type.startsWith("aws:"))
        .map(({ outputs }) => /^arn:aws[a-z-]*:[a-z0-9-]+:([a-z0-9-]*):(\d{12}):/.exec(String(outputs?.arn ?? "")))
        .filter((match) => match !== null);
}

function mostFrequent(values: readonly (string | undefined)[]): string | undefined {
    const counts = new Map<string, number>();
    for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}

function typeAndName(urn: string): string {
    const [, , types = "", ...name] = urn.split("::");
    return `${types.split("$").at(-1)} "${name.join("::")}"`;
}
