import type { CallHooks } from "./call-hooks";
import type { CallRates } from "./call-rates";
import type { LoadBalancerStates } from "./load-balancer-states";
import type { PropertyMap } from "./property-values";
import type { ResourceStore } from "./resource-store";

/** The simulated cloud as a model of a resource sees it. */
export interface Cloud {
    readonly accountId: string;
    /** Region of the AWS provider that was configured last. */
    readonly region: string;
    /** Tags that this provider adds to whatever takes tags. */
    readonly defaultTags: PropertyMap;
    readonly store: ResourceStore;
    /** Which load balancers serve already. */
    readonly balancers: LoadBalancerStates;
    /** How often AWS takes a call. */
    readonly rates: CallRates;
    /** Who watches and disturbs what providers do. */
    readonly callHooks: CallHooks;
    /** Milliseconds for which a deletion waits for what it depends on; stands for the provider's ten minutes. */
    readonly timeoutMs: number;
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
    readonly failures: readonly CheckFailure[];
}

/** A property that the provider refuses, and why. */
export interface CheckFailure {
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
    /** Whether resources of a type are simulated. */
    knows(type: string): boolean;
    /** Completes inputs; `olds` are the inputs of the same resource before, if there is one. */
    check(resource: Identity, news: PropertyMap, olds: PropertyMap | undefined, cloud: Cloud): Checked;
    /** Top-level properties whose change makes a new resource. */
    replacedBy(resource: Identity, news: PropertyMap, olds: PropertyMap): string[];
    /** Whether a replaced resource has to go before the new one comes, because both would have one name. */
    replacesInPlace(resource: Identity, news: PropertyMap, olds: PropertyMap): boolean;
    /** Properties that differ although no input of the resource changed, as where the provider's own tags did. */
    computedChanges?(resource: Identity, news: PropertyMap, state: PropertyMap, cloud: Cloud): string[];
    /** What a fresh resource looks like before it exists: computed outputs are unknown. */
    preview(resource: Identity, inputs: PropertyMap, cloud: Cloud): PropertyMap;
    /** What a fresh resource looks like once it exists. Throws what the cloud would refuse. */
    create(resource: Identity, inputs: PropertyMap, cloud: Cloud): Described;
    /** What an existing resource looks like after a change; at a preview, before it. */
    update(resource: Identity, inputs: PropertyMap, before: Described, preview: boolean, cloud: Cloud): PropertyMap;
    /** What the cloud wants gone before it finishes a deletion, and what the provider says if it stays. */
    awaitDelete?(resource: Identity, before: Described, cloud: Cloud): string | undefined;
    /** Why the cloud refuses to delete a resource; undefined if it does not. */
    rejectDelete(resource: Identity, before: Described, cloud: Cloud): string | undefined;
}
