import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
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

/**
 * Removes the attributes of a file that the engine was writing when it was killed. It replaces the file itself at once, but not
 * the attributes beside it, and an empty `.attrs` file makes the state unreadable: `failed to load checkpoint: EOF`
 * (google/go-cloud, blob/fileblob).
 * @param folder folder of the engine's file backend.
 */
export function removeUnfinishedAttributes(folder: string): void {
    for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
        const path = join(folder, name);
        if (name.endsWith(".attrs") && statSync(path).size === 0) rmSync(path);
    }
}

// pulumi/pulumi, sdk/go/common/apitype/core.go, DeploymentV3.
interface RawDeployment {
    readonly pending_operations?: readonly { readonly type: string; readonly resource: RawResource }[];
    readonly resources?: readonly RawResource[];
}

interface RawResource {
    readonly urn: string;
}
