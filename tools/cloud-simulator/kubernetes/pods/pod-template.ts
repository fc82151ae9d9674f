import { listOf, mapOf, type PropertyMap, type PropertyValue, plain, text } from "../../state/property-values";
import { graceSeconds } from "./timings";

/** A topology spread constraint of a pod. */
export interface Spread {
    readonly by: "zone" | "host";
    readonly maxSkew: number;
    /** Whether a pod waits rather than violates it. */
    readonly isHard: boolean;
    /** With fewer domains the minimum counts as zero. */
    readonly minDomains: number;
    /** Whether nodes with a taint are left out. */
    readonly honorsTaints: boolean;
    /** Whether pods of other revisions are left out. */
    readonly isPerRevision: boolean;
}

/** The parts of a pod template that decide how its pods run. */
export interface PodTemplate {
    /** Identity of the template; another one is another revision. */
    readonly revision: string;
    readonly labels: PropertyMap;
    readonly images: readonly string[];
    /** CPU request in thousandths of a core. */
    readonly cpu: number;
    readonly spread: readonly Spread[];
    /** Seconds for which a pod serves after its deletion. */
    readonly servesAfterDeletion: number;
    /** Names of the ConfigMaps that its containers read. */
    readonly configMaps: readonly string[];
}

/** Reads a pod template. */
export function podTemplate(template: PropertyMap): PodTemplate {
    const spec = mapOf(template.spec);
    const containers = listOf(spec.containers);
    return {
        revision: JSON.stringify(plain(template)),
        labels: mapOf(mapOf(template.metadata).labels),
        images: containers.map(({ image }) => text(image)),
        cpu: containers.reduce((sum, { resources }) => sum + millicores(mapOf(mapOf(resources).requests).cpu), 0),
        spread: listOf(spec.topologySpreadConstraints).map(spreadOf),
        servesAfterDeletion: Math.min(
            Math.max(0, ...containers.map(preStopSeconds)),
            Number(spec.terminationGracePeriodSeconds ?? graceSeconds),
        ),
        configMaps: listOf(spec.volumes).flatMap(({ configMap }) =>
            configMap === undefined ? [] : [text(mapOf(configMap).name)],
        ),
    };
}

/** Thousandths of a core in a Kubernetes quantity such as "250m" or 0.5. */
export function millicores(quantity: PropertyValue | undefined): number {
    const written = text(quantity);
    return written.endsWith("m") ? Number(written.slice(0, -1)) : 1000 * Number(written);
}

function spreadOf(constraint: PropertyMap): Spread {
    const keys = constraint.matchLabelKeys;
    return {
        by: constraint.topologyKey === "topology.kubernetes.io/zone" ? "zone" : "host",
        maxSkew: Number(constraint.maxSkew),
        isHard: constraint.whenUnsatisfiable === "DoNotSchedule",
        minDomains: Number(constraint.minDomains ?? 1),
        honorsTaints: constraint.nodeTaintsPolicy === "Honor",
        isPerRevision: Array.isArray(keys) && keys.includes("pod-template-hash"),
    };
}

function preStopSeconds({ lifecycle }: PropertyMap): number {
    return Number(mapOf(mapOf(mapOf(lifecycle).preStop).sleep).seconds ?? 0);
}
