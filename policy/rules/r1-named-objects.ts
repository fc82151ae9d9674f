import type { Plain, Stack } from "../resource";
import type { Reading } from "../value";
import { isKubernetesType, type Manifest, manifestsOf, readManifest } from "./manifest";

/** Objects of a kind that the stack itself creates, those of lists too; a patch creates none. */
export function objectsOf(stack: Stack, groups: ReadonlySet<string>, kind: string): readonly Manifest[] {
    return stack.resources
        .filter(({ type }) => isKubernetesType(type) && (type.endsWith(`:${kind}`) || type.endsWith("List")))
        .flatMap(manifestsOf)
        .filter((manifest) => groups.has(manifest.group) && manifest.kind === kind);
}

/** An object's namespace. */
export function namespaceOf(manifest: Manifest): Reading<Plain> {
    return inDefault(readManifest(manifest, "metadata", "namespace"));
}

/** The namespace that an object or a reference names; "default" where it names none. */
export const inDefault = (namespace: Reading<Plain>): Reading<Plain> =>
    namespace.state === "absent" ? { state: "known", value: "default" } : namespace;

/**
 * Whether an object has a name and lives in a namespace, each of them known: Kubernetes knows objects by
 * `metadata.name`, which the provider fills in, and never by the name that the program gives a resource.
 */
export const isNamed = (manifest: Manifest, name: Reading<Plain>, namespace: Reading<Plain>): boolean =>
    isSame(readManifest(manifest, "metadata", "name"), name) && isSame(namespaceOf(manifest), namespace);

/** Whether both readings are known and are the same value. */
export const isSame = (left: Reading<Plain>, right: Reading<Plain>): boolean =>
    left.state === "known" && right.state === "known" && left.value === right.value;
