/** The parts of a URN that describe its resource. */
export interface UrnParts {
    /** Type token, such as `aws:ec2/vpc:Vpc`. */
    readonly type: string;
    /** Logical name. */
    readonly name: string;
}

/**
 * Parses a URN, `urn:pulumi:<stack>::<project>::<types of the ancestors and its own, joined by "$">::<name>`.
 * A name may contain "::" (pulumi/pulumi, sdk/go/common/resource/urn/urn.go).
 */
export function parseUrn(urn: string): UrnParts {
    const [, , types = "", ...name] = urn.split("::");
    return { type: types.slice(types.lastIndexOf("$") + 1), name: name.join("::") };
}

/** Logical name of the resource with a URN. */
export function nameOf(urn: string): string {
    return parseUrn(urn).name;
}
