import { z } from "zod";
import { snapshotName } from "../../../openapi/snapshot";
import type { StateResource } from "../../cloud-simulator/state/state-resource";
import type { ApiDefinition } from "./deployed-api";
import { readBody } from "./read-body";
import { revealed } from "./state-values";

const deploymentForm = z.object({ triggers: z.object({ snapshot: z.string() }) });
const snapshotForm = z.object({ snapshot: z.string(), body: z.string(), settings: z.string().default("{}") });
const settingsForm = z.object({
    policy: z.string().optional(),
    endpointConfiguration: z.object({ types: z.string() }).optional(),
});

/** The snapshots that the deployments of a stack serve. */
export interface DeployedSnapshots {
    /** Name of each deployment's snapshot, by the deployment's id. */
    readonly names: ReadonlyMap<string, string>;
    /** The definitions that differ from the newest one, by the names of their snapshots. */
    readonly definitions: Readonly<Record<string, ApiDefinition>>;
}

/**
 * Reads the snapshots of a stack's deployments. A deployment without a snapshot's name, of another program, serves the newest body.
 * A resource policy takes effect with a deployment (developer guide, "Create and attach an API Gateway resource policy to an API"), so
 * that a kept snapshot has its own; that of a private API names VPC endpoints that no snapshot has, and is the newest one.
 * @param newest the body and the resource policy of the REST API.
 * @param captured bodies that the deployments captured, by id. Default: those of the kept snapshots in the state.
 */
export function readSnapshots(
    resources: readonly StateResource[],
    newest: { readonly body: string; readonly policy?: string | undefined },
    captured?: ReadonlyMap<string, string>,
): DeployedSnapshots {
    const kept = new Map(
        resources
            .filter(({ type }) => type === "gatehouse:gateway:Snapshot")
            .map(({ inputs }) => snapshotForm.parse(revealed(inputs)))
            .map(({ snapshot, body, settings }) => [snapshot, { body, ...policyOf(settings, newest.policy) }]),
    );
    const deployments = resources
        .filter(({ type }) => type === "aws:apigateway/deployment:Deployment")
        .flatMap(({ id = "", outputs }) => {
            const trigger = deploymentForm.safeParse(revealed(outputs)).data?.triggers.snapshot;
            return trigger === undefined ? [] : [{ id, trigger, name: snapshotName(trigger) }];
        });
    const definitions = deployments.flatMap(({ id, trigger, name }) => {
        const own = kept.get(trigger);
        const body = captured?.get(id) ?? own?.body;
        const policy = own === undefined ? newest.policy : own.policy;
        if (body === undefined || (body === newest.body && policy === newest.policy)) return [];
        return [[name, { ...readBody(body), resourcePolicy: policy ? JSON.parse(policy) : undefined }] as const];
    });
    return {
        names: new Map(deployments.map(({ id, name }) => [id, name])),
        definitions: Object.fromEntries(definitions),
    };
}

function policyOf(settings: string, newest: string | undefined): { readonly policy: string | undefined } {
    const { policy, endpointConfiguration } = settingsForm.parse(JSON.parse(settings));
    return { policy: endpointConfiguration?.types === "PRIVATE" ? newest : policy };
}
