import type { Plain, Stack } from "../../../reading/resource";
import { knownValue, type Reading } from "../../../reading/value";
import { isKubernetesType, type Manifest, manifestsOf, readManifest } from "./manifest";

/** Groups of the Gateway API, including the experimental one. */
export const gatewayGroups: ReadonlySet<string> = new Set(["gateway.networking.k8s.io", "gateway.networking.x-k8s.io"]);

/** Objects of a kind that the stack creates, including items of lists; a patch creates none. */
export function objectsOf(stack: Stack, groups: ReadonlySet<string>, kind: string): readonly Manifest[] {
    return stack.resources
        .filter(({ type }) => isKubernetesType(type) && (type.endsWith(`:${kind}`) || type.endsWith("List")))
        .flatMap(manifestsOf)
        .filter((manifest) => groups.has(manifest.group) && manifest.kind === kind);
}

/** Namespace of an object; undefined if unknown. */
export const namespaceOf = (manifest: Manifest): Plain | undefined =>
    valueOr("default", readManifest(manifest, "metadata", "namespace"));

/** Value of a reading, or a default if it is absent; undefined if it is unknown. */
export function valueOr(absent: Plain | undefined, reading: Reading<Plain>): Plain | undefined {
    return reading.state === "absent" ? absent : knownValue(reading);
}

/**
 * Whether an object has a name and a namespace, both known. Kubernetes identifies objects by `metadata.name`, which the
 * provider fills in, not by the logical name of a resource.
 */
export const isNamed = (manifest: Manifest, name: Plain | undefined, namespace: Plain | undefined): boolean =>
    hasName(manifest, name) && namespace !== undefined && namespaceOf(manifest) === namespace;

/** Whether a cluster-scoped object has a name, which has to be known. */
export const hasName = (manifest: Manifest, name: Plain | undefined): boolean =>
    name !== undefined && valueOr(undefined, readManifest(manifest, "metadata", "name")) === name;

/** Property whose dependencies an object has: for an item of a list, the engine knows only those of the whole list. */
export const dependentProperty = ({ at }: Manifest): string => String(at[0] ?? "spec");
