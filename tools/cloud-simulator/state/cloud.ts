import type { CallHooks } from "./call-hooks";
import type { CallRates } from "./call-rates";
import type { EnginePlace } from "./engine-place";
import type { LoadBalancerStates } from "./load-balancer-states";
import { type PropertyMap, text } from "./property-values";
import type { RegistryTokens } from "./registry-tokens";
import type { ResourceStore } from "./resource-store";

/** Architecture of a machine, by the name that EC2 gives it. */
export type MachineArchitecture = "arm64" | "x86_64";

/** A hosted zone of Route 53 that existed before the stack. */
export interface HostedZone {
    readonly id: string;
    /** Name without a dot at its end. */
    readonly name: string;
    readonly isPrivate: boolean;
    /** Whether the registrar knows its name servers, so that the internet finds its records. */
    readonly isDelegated: boolean;
    /** Records that were in it before. */
    readonly records: readonly { readonly name: string; readonly type: string }[];
}

/** The simulated cloud as a model of a resource sees it. */
export interface Cloud {
    readonly accountId: string;
    /** Day on which the calls are made, such as `2026-11-28`. */
    readonly today: string;
    /** Region of the AWS provider that was configured last. */
    readonly region: string;
    /** Tags that this provider adds to every resource that supports tags. */
    readonly defaultTags: PropertyMap;
    /** Principal whose credentials this provider has. */
    readonly caller: string;
    /** Where the engine runs. Default: at a place that an API server lets in, if it lets in any. */
    readonly place: EnginePlace | undefined;
    /** ARNs of IAM principals that do not exist; every other one does. */
    readonly missingPrincipals: ReadonlySet<string>;
    /** Hosted zones that existed before. */
    readonly hostedZones: readonly HostedZone[];
    /** The newest image of Amazon Linux 2023, by architecture. */
    readonly machineImages: Readonly<Record<MachineArchitecture, string>>;
    /** Images whose containers never serve, as tasks and on machines. */
    readonly brokenImages: ReadonlySet<string>;
    /** Text of each secret in AWS Secrets Manager that no stack has created, by ARN. */
    readonly secrets: ReadonlyMap<string, string>;
    /** Paths at which tasks and machines do not return 200. */
    readonly missingPaths: ReadonlySet<string>;
    readonly store: ResourceStore;
    /** The states of the load balancers. */
    readonly balancers: LoadBalancerStates;
    /** The rates at which AWS accepts calls. */
    readonly rates: CallRates;
    /** The tokens of the image registry. */
    readonly registryTokens: RegistryTokens;
    /** Names of the final snapshots of deleted databases. */
    readonly snapshots: Set<string>;
    /** Versions of the default providers that were configured last, by package. */
    readonly providerVersions: ReadonlyMap<string, string>;
    /** Hooks that watch calls and may make them fail. */
    readonly callHooks: CallHooks;
    /** Milliseconds for which a deletion waits for what it depends on, instead of the provider's ten minutes. */
    readonly timeoutMs: number;
}

/** The identity of a resource. */
export interface Identity {
    readonly urn: string;
    /** Type token, such as `aws:ec2/vpc:Vpc`. */
    readonly type: string;
    /** Logical name. */
    readonly name: string;
}

/** Inputs as the provider completes them, and their failures. */
export interface Checked {
    readonly inputs: PropertyMap;
    readonly failures: readonly CheckFailure[];
}

/** A property that the provider rejects, and why. */
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
    /** Top-level properties whose change replaces the resource. */
    replacedBy(resource: Identity, news: PropertyMap, olds: PropertyMap): string[];
    /** Whether a replaced resource must be deleted before the new one is created, because both have the same name. */
    replacesInPlace(resource: Identity, news: PropertyMap, olds: PropertyMap): boolean;
    /** Properties that differ although no input of the resource changed, as where the provider's own tags did. */
    computedChanges?(resource: Identity, news: PropertyMap, state: PropertyMap, cloud: Cloud): string[];
    /** Inputs as the provider compares them with others. Default: as they are. */
    compared?(inputs: PropertyMap): PropertyMap;
    /** Whether the provider drops a resource from the state when it reads it, although it exists. Default: it does not. */
    dropsOnRead?(inputs: PropertyMap, cloud: Cloud): boolean;
    /** Outputs of a new resource before it exists: computed ones are unknown. */
    preview(resource: Identity, inputs: PropertyMap, cloud: Cloud): PropertyMap;
    /** Id and outputs of a new resource. Throws the cloud's error if it rejects the call. */
    create(resource: Identity, inputs: PropertyMap, cloud: Cloud): Described;
    /** Outputs of an existing resource after a change, or in its preview. */
    update(resource: Identity, inputs: PropertyMap, before: Described, preview: boolean, cloud: Cloud): PropertyMap;
    /**
     * Properties that a changed resource has as before in the cloud: those that the provider did not send, as the state has them
     * already, or those that the cloud restored after a failure. Default: none.
     */
    kept?(resource: Identity, inputs: PropertyMap, before: Described, hasFailed: boolean): readonly string[];
    /**
     * The provider's error if a resource that was created or changed does not become ready; undefined if it does.
     * @param timeoutSeconds the resource's custom timeout; 0 for the provider's own.
     */
    awaitReady?(resource: Identity, now: Described, cloud: Cloud, timeoutSeconds: number): string | undefined;
    /** The provider's error if the cloud does not finish a deletion because of another resource; undefined if it does. */
    awaitDelete?(resource: Identity, before: Described, cloud: Cloud): string | undefined;
    /** Records what is left of a deleted resource. Default: nothing is. */
    leaveRemnants?(resource: Identity, before: Described, cloud: Cloud): void;
    /** Why the cloud rejects the deletion of a resource; undefined if it does not. */
    rejectDelete(resource: Identity, before: Described, cloud: Cloud): string | undefined;
}

/** The region of a resource or a call: the one that its properties name, or that of the provider. */
export function regionOf({ region }: PropertyMap, cloud: Pick<Cloud, "region">): string {
    return text(region) || cloud.region;
}
