import { z } from "zod";
import type { AwsPlace } from "../../../openapi/aws-place";
import { type Snapshot, snapshotHash, snapshotName } from "../../../openapi/snapshot";
import { UsageError } from "../terminal/usage-error";

/** A resource of a state, as far as its releases need it. */
interface StoredResource {
    readonly type: string;
    readonly id?: string | undefined;
    readonly inputs?: Readonly<Record<string, unknown>> | undefined;
    readonly outputs?: Readonly<Record<string, unknown>> | undefined;
}

/** The snapshots that a deployed stage serves. */
export interface DeployedStage {
    /** Name of its snapshot. */
    readonly snapshot: string;
    /** Default: none. */
    readonly canary?: { readonly percent: number; readonly snapshot: string };
}

/** The releases of a stack as its last `up` left them. */
export interface DeployedReleases {
    readonly stages: Readonly<Record<string, DeployedStage>>;
    /** Names of the snapshots that have a deployment. */
    readonly deployed: ReadonlySet<string>;
    /** Texts of the snapshots that the state holds, by name: the newest one and those that are kept. */
    readonly texts: ReadonlyMap<string, Snapshot>;
    /** Where the REST API is. */
    readonly place: AwsPlace | undefined;
}

const deploymentForm = z.object({ triggers: z.object({ snapshot: z.string() }) });
const stageForm = z.object({
    deployment: z.string(),
    stageName: z.string(),
    canarySettings: z.object({ deploymentId: z.string(), percentTraffic: z.number().default(0) }).nullish(),
});
const apiForm = z.object({ body: z.string(), executionArn: z.string() });
const gatewayForm = z.object({ snapshotSettings: z.string() });
const snapshotForm = z.object({ body: z.string(), settings: z.string() });

/**
 * Reads the releases from a stack's state.
 * @throws {UsageError} for a state without a REST API, or one that an earlier version of Gatehouse left.
 */
export function deployedReleases(resources: readonly StoredResource[]): DeployedReleases {
    const ofType = (type: string) => resources.filter((resource) => resource.type === type);
    const [api] = ofType("aws:apigateway/restApi:RestApi");
    const [gateway] = ofType("gatehouse:gateway:Gateway");
    if (api === undefined || gateway === undefined) throw unreadable("no REST API", "of a stack that is deployed");
    const settings = gatewayForm.safeParse(gateway.outputs).data?.snapshotSettings;
    if (settings === undefined)
        throw unreadable(
            "an earlier version of Gatehouse",
            "after a `pulumi up` of this version, which keeps deployments",
        );
    const { body, executionArn } = apiForm.parse({ ...api.inputs, ...api.outputs });
    const kept = ofType("gatehouse:gateway:Snapshot").map(({ inputs }) => snapshotForm.parse(inputs));
    const texts = [{ body, settings }, ...kept].map((text) => [snapshotName(snapshotHash(text)), text] as const);
    const names = new Map(
        ofType("aws:apigateway/deployment:Deployment").map(({ id = "", inputs }) => [
            id,
            snapshotName(deploymentForm.parse(inputs).triggers.snapshot),
        ]),
    );
    const stages = ofType("aws:apigateway/stage:Stage").map(({ outputs }) => {
        const { stageName, deployment, canarySettings: canary } = stageForm.parse(outputs);
        const served = { snapshot: names.get(deployment) ?? "" };
        if (!canary) return [stageName, served] as const;
        const snapshot = names.get(canary.deploymentId) ?? "";
        return [stageName, { ...served, canary: { percent: canary.percentTraffic, snapshot } }] as const;
    });
    return {
        stages: Object.fromEntries(stages),
        deployed: new Set(names.values()),
        texts: new Map(texts),
        place: placeOf(executionArn),
    };
}

function placeOf(executionArn: string): AwsPlace | undefined {
    const [, partition, , region, accountId] = executionArn.split(":");
    return partition && region && accountId ? { partition, region, accountId } : undefined;
}

function unreadable(got: string, want: string): UsageError {
    return new UsageError([`state of the stack: got that of ${got}, want one ${want}`]);
}
