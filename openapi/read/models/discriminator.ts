import type { Place } from "../../problem";
import type { DocumentSource } from "../source";

const maxDepth = 20;

/**
 * Whether a discriminator distinguishes the alternatives of the schema at a place: its own, or one that each of them
 * inherits through `allOf`, as generators write class hierarchies.
 */
export function isDiscriminated(source: DocumentSource, at: Place): boolean {
    if (source.valueAt([...at, "discriminator"]) !== undefined) return true;
    const alternatives = source.childrenOf([...at, "oneOf"]);
    return alternatives.length > 0 && alternatives.every((alternative) => inherits(source, alternative, 0));
}

function inherits(source: DocumentSource, reference: Place, depth: number): boolean {
    const at = depth > maxDepth ? undefined : source.find(reference);
    if (at === undefined) return false;
    if (source.valueAt([...at, "discriminator"]) !== undefined) return true;
    return source.childrenOf([...at, "allOf"]).some((part) => inherits(source, part, depth + 1));
}
