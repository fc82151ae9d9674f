import type { Deployment } from "@pulumi/pulumi/automation";
import type { ResourceStore } from "../state/resource-store";

/** A deployment without pending operations. */
export interface Settled {
    readonly deployment: Deployment;
    /** URNs of the resources that the cloud has created. */
    readonly found: readonly string[];
}

/**
 * Resolves the operations that were under way when the engine was killed, as the engine's warning recommends
 * (www.pulumi.com/docs/support/troubleshooting: export the state, edit it, import it): a resource that exists in the cloud gets
 * its id, any other is dropped.
 */
export function resolvePendingOperations(exported: Deployment, store: ResourceStore): Settled {
    const { pending_operations: operations = [], resources = [], ...others } = exported.deployment as RawDeployment;
    const created = operations.flatMap(({ type, resource }) => {
        const live = type === "creating" ? store.withUrn(resource.urn).at(-1) : undefined;
        return live ? [{ ...resource, id: live.id }] : [];
    });
    return {
        deployment: { ...exported, deployment: { ...others, resources: [...resources, ...created] } },
        found: created.map(({ urn }) => urn),
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
