import type { Deployment } from "@pulumi/pulumi/automation";
import type { ResourceStore } from "../state/resource-store";

/** A deployment whose pending operations are settled. */
export interface Settled {
    readonly deployment: Deployment;
    /** URNs of what the engine was about to make and the cloud has. */
    readonly found: readonly string[];
}

/**
 * Settles what the engine was about to make when it was killed, as the engine's warning asks a person to
 * (www.pulumi.com/docs/support/troubleshooting: export the state, edit it, import it): what the cloud has gets its id
 * and becomes a resource, anything else is forgotten.
 */
export function resolvePendingOperations(exported: Deployment, store: ResourceStore): Settled {
    const { pending_operations: operations = [], resources = [], ...others } = exported.deployment as RawDeployment;
    const made = operations.flatMap(({ type, resource }) => {
        const live = type === "creating" ? store.withUrn(resource.urn).at(-1) : undefined;
        return live ? [{ ...resource, id: live.id }] : [];
    });
    return {
        deployment: { ...exported, deployment: { ...others, resources: [...resources, ...made] } },
        found: made.map(({ urn }) => urn),
    };
}

// pulumi/pulumi, sdk/go/common/apitype/core.go, DeploymentV3.
interface RawDeployment {
    readonly pending_operations?: readonly { readonly type: string; readonly resource: RawResource }[];
    readonly resources?: readonly RawResource[];
}

interface RawResource {
    readonly urn: string;
}
