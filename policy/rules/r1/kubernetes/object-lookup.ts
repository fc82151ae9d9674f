import type { Plain, Stack } from "../../../reading/resource";
import { knownValue, type Reading } from "../../../reading/value";
import { isKubernetesType, type Manifest, manifestsOf, readManifest } from "./manifest";

/** Groups of the Gateway API, the experimental one too. */
export const gatewayGroups: ReadonlySet<string> = new Set(["gateway.networking.k8s.io", "gateway.networking.x-k8s.io"]);

/** Objects of a kind that the stack itself creates, those of lists too; a patch creates none. */
export function objectsOf(stack: Stack, groups: ReadonlySet<string>, kind: string): readonly Manifest[] {
    return stack.resources
        .filter(({ type }) => isKubernetesType(type) && (type.endsWith(`:${kind}`) || type.endsWith("List")))
        .flatMap(manifestsOf)
        .filter((manifest) => groups.has(manifest.group) && manifest.kind === kind);
}

/** An object's namespace; undefined where it is not known. */
export const namespaceOf = (manifest: Manifest): Plain | undefined =>
    valueOr("default", readManifest(manifest, "metadata", "namespace"));

/** The value of a reading, or another one where nothing is said; undefined where it is not known. */
export function valueOr(absent: Plain | undefined, reading: Reading<Plain>): Plain | undefined {
    return reading.state === "absent" ? absent : knownValue(reading);
}

/**
 * Whether an object has a name and lives in a namespace, each of them known: Kubernetes knows objects by
 * `metadata.name`, which the provider fills in, and never by the name that the program gives a resource.
 */
export const isNamed = (manifest: Manifest, name: Plain | undefined, namespace: Plain | undefined): boolean =>
    hasName(manifest, name) && namespace !== undefined && namespaceOf(manifest) === namespace;

/** Whether an object of no namespace has a name that is known. */
export const hasName = (manifest: Manifest, name: Plain | undefined): boolean =>
    name !== undefined && valueOr(undefined, readManifest(manifest, "metadata", "name")) === name;

/** The property that an object's values come by: the engine knows where a list's items come from, not where each does. */
export const dependentProperty = ({ at }: Manifest): string => String(at[0] ?? "spec");
