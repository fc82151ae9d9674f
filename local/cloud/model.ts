import type { Estate } from "./estate";
import type { PropertyMap } from "./property-values";

/** The simulated cloud as a model of a resource sees it. */
export interface World {
    readonly accountId: string;
    /** Region of the AWS provider that was configured last. */
    readonly region: string;
    /** Tags that this provider adds to whatever takes tags. */
    readonly defaultTags: PropertyMap;
    readonly estate: Estate;
}

/** Which resource is meant. */
export interface Identity {
    readonly urn: string;
    /** Type token, such as `aws:ec2/vpc:Vpc`. */
    readonly type: string;
    /** Logical name. */
    readonly name: string;
}

/** Inputs as the provider completes them, and what is wrong with them. */
export interface Checked {
    readonly inputs: PropertyMap;
    readonly failures: readonly CheckFault[];
}

/** A property that the provider refuses, and why. */
export interface CheckFault {
    readonly property: string;
    readonly reason: string;
}

/** A resource as it would be, or is, in the cloud. */
export interface Described {
    readonly id: string;
    readonly outputs: PropertyMap;
}

/** How a package's resources behave. */
export interface Model {
    /** Completes inputs; `olds` are the inputs of the same resource before, if there is one. */
    check(resource: Identity, news: PropertyMap, olds: PropertyMap | undefined, world: World): Checked;
    /** Top-level properties whose change makes a new resource. */
    replacedBy(resource: Identity, news: PropertyMap, olds: PropertyMap): string[];
    /** What a fresh resource looks like before it exists: computed outputs are unknown. */
    preview(resource: Identity, inputs: PropertyMap, world: World): PropertyMap;
    /** What a fresh resource looks like once it exists. Throws what the cloud would refuse. */
    create(resource: Identity, inputs: PropertyMap, world: World): Described;
    /** What an existing resource looks like after a change; at a preview, before it. */
    update(resource: Identity, inputs: PropertyMap, before: Described, preview: boolean, world: World): PropertyMap;
    /** Why the cloud refuses to delete a resource; undefined if it does not. */
    refuseDelete(resource: Identity, before: Described, world: World): string | undefined;
}
