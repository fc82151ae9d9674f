import type { Plain, Resource, Stack } from "../../../reading/resource";
import type { Path, Reading } from "../../../reading/value";

/** The subnets of some instances. */
export interface Placement {
    /** Path of the property that names the subnets. */
    readonly at: Path;
    /** Whether the instances reject public addresses, whatever their subnet assigns. */
    readonly rejectsAddress: boolean;
    /** Whether, without subnets at this path, the placement is checked elsewhere. */
    readonly isPlaced: boolean;
}

/** A property that cannot be read, so that its subnets are unknown. */
export type Unreadable = Reading<Plain>;

/** How instances of a type are placed in subnets. */
export interface PlacementRule {
    readonly placementsOf: (stack: Stack, placed: Resource) => readonly (Placement | Unreadable)[];
    /** Dotted paths of the properties that determine subnets and launch templates. */
    readonly paths: readonly string[];
}

/** Dotted paths of a reference to a launch template; its version may change with the template. */
export const pathsOfTemplate = (reference: string): readonly string[] =>
    ["id", "name", "launchTemplateId", "launchTemplateName"].map((key) => `${reference}.${key}`);
