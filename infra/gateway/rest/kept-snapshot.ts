import * as pulumi from "@pulumi/pulumi";
import { type Snapshot, snapshotHash, snapshotName } from "../../../openapi/snapshot";

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
