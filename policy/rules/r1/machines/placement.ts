import type { Plain, Resource, Stack } from "../../../reading/resource";
import type { Path, Reading } from "../../../reading/value";

/** Machines that stand, or do not, in subnets that one value names. */
export interface Placement {
    /** Where their subnets are named, or would be. */
    readonly at: Path;
    /** Whether they take no public address, whatever their subnet says. */
    readonly rejectsAddress: boolean;
    /** Whether it is judged elsewhere where they stand, if no subnet is named here. */
    readonly isPlaced: boolean;
}

/** What cannot be read, so that nobody can tell which subnets it names. */
export type Unreadable = Reading<Plain>;

/** How machines of a type are placed. */
export interface PlacementRule {
    readonly placementsOf: (stack: Stack, placed: Resource) => readonly (Placement | Unreadable)[];
    /** Dotted paths that say where they stand, and from what they are launched. */
    readonly paths: readonly string[];
}

/** Dotted paths of what a reference to a launch template may name; its version changes as the template does. */
export const pathsOfTemplate = (reference: string): readonly string[] =>
    ["id", "name", "launchTemplateId", "launchTemplateName"].map((key) => `${reference}.${key}`);
