import { createHash } from "node:crypto";
import type { EngineEvent } from "@pulumi/pulumi/automation";

/** Inputs of a resource from the engine's events, in which secrets are masked. */
export type Inputs = Readonly<Record<string, unknown>>;

/** Placeholder of the engine for a value that is unknown at preview (pulumi/pulumi, sdk/go/common/resource/plugin/rpc.go). */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The inputs of each resource by URN; for a deleted resource, its last inputs. */
export function inputsOf(events: readonly EngineEvent[]): Map<string, Inputs> {
    const inputs = new Map<string, Inputs>();
    for (const { resourcePreEvent } of events) {
        if (!resourcePreEvent) continue;
        const { urn, new: next, old } = resourcePreEvent.metadata;
        const state = next ?? old;
        if (state?.inputs) inputs.set(urn, state.inputs);
    }
    return inputs;
}

/** A string at a path; undefined if it is absent, empty, unknown or not a string. */
export function textAt(inputs: Inputs | undefined, path: readonly string[]): string | undefined {
    const value = valueAt(inputs, path);
    return typeof value === "string" && value !== "" && !value.includes(unknown) ? value : undefined;
}

/** A number at a path; undefined if it is absent, unknown or not a number. */
export function numberAt(inputs: Inputs | undefined, path: readonly string[]): number | undefined {
    const value = valueAt(inputs, path);
    return typeof value === "number" ? value : undefined;
}

/** The value at a path; undefined if it is absent. */
export function valueAt(inputs: Inputs | undefined, path: readonly string[]): unknown {
    let value: unknown = inputs;
    for (const key of path) {
        if (typeof value !== "object" || value === null) return undefined;
        value = (value as Inputs)[key];
    }
    return value;
}

/** A short digest of each input, independent of the order of its keys. */
export function digests(inputs: Inputs = {}): Record<string, string> {
    return Object.fromEntries(
        Object.entries(inputs).map(([name, value]) => [
            name,
            createHash("sha256").update(sortedJson(value)).digest("hex").slice(0, 12),
        ]),
    );
}

function sortedJson(value: unknown): string {
    return JSON.stringify(value, (_, part: unknown) =>
        typeof part === "object" && part !== null && !Array.isArray(part)
            ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
            : part,
    );
}

/** A list at a path; empty if it is absent, unknown or not a list. */
export function listAt(inputs: Inputs | undefined, path: readonly string[]): readonly unknown[] {
    const value = valueAt(inputs, path);
    return Array.isArray(value) ? value : [];
}
