import { z } from "zod";
import { snapshotName } from "../../../openapi/snapshot";
import type { StateResource } from "../../cloud-simulator/state/state-resource";
import type { ApiDefinition } from "./deployed-api";
import { readBody } from "./read-body";
import { revealed } from "./state-values";

const deploymentForm = z.object({ triggers: z.object({ snapshot: z.string() }) });
const snapshotForm = z.object({ snapshot: z.string(), body: z.string() });

/** The snapshots that the deployments of a stack serve. */
export interface DeployedSnapshots {
    /** Name of each deployment's snapshot, by the deployment's id. */
    readonly names: ReadonlyMap<string, string>;
    /** The definitions that differ from the newest one, by the names of their snapshots. */
    readonly definitions: Readonly<Record<string, ApiDefinition>>;
}

/**
 * Reads the snapshots of a stack's deployments. A deployment without a snapshot's name, of another program, serves the newest body.
 * @param newest the body of the REST API.
 * @param captured bodies that the deployments captured, by id. Default: those of the kept snapshots in the state.
 */
export function readSnapshots(
    resources: readonly StateResource[],
    newest: string,
    captured?: ReadonlyMap<string, string>,
): DeployedSnapshots {
    const kept = new Map(
        resources
            .filter(({ type }) => type === "gatehouse:gateway:Snapshot")
            .map(({ inputs }) => snapshotForm.parse(revealed(inputs)))
            .map(({ snapshot, body }) => [snapshot, body]),
    );
    const deployments = resources
        .filter(({ type }) => type === "aws:apigateway/deployment:Deployment")
        .flatMap(({ id = "", outputs }) => {
            const trigger = deploymentForm.safeParse(revealed(outputs)).data?.triggers.snapshot;
            return trigger === undefined ? [] : [{ id, trigger, name: snapshotName(trigger) }];
        });
    const definitions = deployments.flatMap(({ id, trigger, name }) => {
        const body = captured?.get(id) ?? kept.get(trigger);
        return body === undefined || body === newest ? [] : [[name, readBody(body)] as const];
    });
    return {
        names: new Map(deployments.map(({ id, name }) => [id, name])),
        definitions: Object.fromEntries(definitions),
    };
}
