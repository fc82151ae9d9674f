import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Snapshot, snapshotHash, snapshotName } from "../../../openapi/snapshot";
import { noReleases, type Releases } from "./release";
import { apiSettings, type RestApiArgs } from "./rest-api";

/**
 * The text of a snapshot that a stage serves, or can return to, while the REST API has a newer body.
 *
 * It creates nothing at AWS. It is in the stack so that the policies can check the body of its deployment, which they would not
 * see otherwise, and so that tools can serve it from the state.
 */
export class KeptSnapshot extends pulumi.ComponentResource {
    /** SHA-256 of the snapshot: the trigger of its deployment. */
    readonly hash: string;

    /** Records the snapshot; its logical name is that of its deployment. */
    constructor(name: string, snapshot: Snapshot, opts?: pulumi.ComponentResourceOptions) {
        const { body, settings } = snapshot;
        const hash = snapshotHash(snapshot);
        super("gatehouse:gateway:Snapshot", `${name}-${snapshotName(hash)}`, { snapshot: hash, body, settings }, opts);
        this.hash = hash;
        this.registerOutputs();
    }
}

/** Arguments of the deployments of a REST API. */
export interface DeploymentsArgs extends RestApiArgs {
    /** Stages by name. */
    stages: Readonly<Record<string, unknown>>;
    /** The snapshots that stages serve in place of the newest body. Default: none. */
    releases?: Releases | undefined;
}

/** The deployment of the snapshot with a name. Default: that of the newest body. */
export type DeploymentOf = (snapshot?: string) => aws.apigateway.Deployment;

/** The snapshot that a deployment of the newest body is. */
export function newestSnapshot(args: RestApiArgs): Snapshot {
    return { body: args.body, settings: JSON.stringify(apiSettings(args)) };
}

/**
 * Deploys each snapshot of a REST API once, the newest one only if a stage serves it: a change that is not in the triggers of a
 * deployment would never be served. Each deployment has its snapshot's name, so that a stage that moves to another one replaces
 * nothing.
 */
export function deploySnapshots(
    name: string,
    restApi: aws.apigateway.RestApi,
    args: DeploymentsArgs,
    parent: pulumi.Resource,
): DeploymentOf {
    const { stages, releases = noReleases } = args;
    const newest = snapshotHash(newestSnapshot(args));
    const deploy = (hash: string, options: pulumi.CustomResourceOptions) =>
        new aws.apigateway.Deployment(
            `${name}-${snapshotName(hash)}`,
            { restApi: restApi.id, triggers: { snapshot: hash, ...vpcEndpointTrigger(args) } },
            { parent, ...options },
        );
    const kept = releases.kept.map((snapshot) => new KeptSnapshot(name, snapshot, { parent }).hash);
    const deployments = new Map(
        kept
            // A kept snapshot of the newest body may be created as any other deployment of it.
            .filter((hash) => hash !== newest)
            .map((hash) => [snapshotName(hash), deploy(hash, releases.recreates ? {} : neverAgain(hash))]),
    );
    if (kept.includes(newest) || Object.keys(stages).some((stage) => servesNewest(releases.stages[stage])))
        // Its former name was that of the gateway.
        deployments.set(snapshotName(newest), deploy(newest, { aliases: [{ name }] }));
    return (snapshot = snapshotName(newest)) => {
        const deployment = deployments.get(snapshot);
        if (deployment === undefined) throw new Error(`snapshot "${snapshot}": it is not among those that are kept`);
        return deployment;
    };
}

// The policy of a private API names its VPC endpoints, and takes effect with a deployment
// (docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-create-attach.html).
function vpcEndpointTrigger({ endpoint }: RestApiArgs) {
    if (endpoint?.type !== "PRIVATE") return {};
    return { vpcEndpoints: pulumi.all([...endpoint.vpcEndpointIds]).apply((ids) => ids.join()) };
}

function servesNewest(release: Releases["stages"][string] | undefined): boolean {
    return release === undefined || (release.canary !== undefined && release.canary.snapshot === undefined);
}

// A deployment is a snapshot of the body that the API has when it is created, so an older one can never be created again.
// Hooks run in `up`, not in a preview.
function neverAgain(hash: string): pulumi.CustomResourceOptions {
    const reject = () => {
        throw new Error(
            `snapshot "${snapshotName(hash)}" no longer exists at API Gateway, or the VPC endpoints of a private API have changed, and a new deployment would be a snapshot of the newest body: ` +
                "remove it from `release` of the stages in the stack's file",
        );
    };
    return { hooks: { beforeCreate: [reject] } };
}
