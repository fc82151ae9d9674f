import { awsInvokes } from "../../../../tools/cloud-simulator/aws/invokes/invokes";
import { awsTypes } from "../../../../tools/cloud-simulator/aws/resource-types";
import { remove } from "../../../../tools/cloud-simulator/providers/operations";
import { awsRejections } from "../../../../tools/cloud-simulator/rejections/aws-rejections";
import { DataModel } from "../../../../tools/cloud-simulator/resources/data-model";
import type { Described, Identity } from "../../../../tools/cloud-simulator/state/cloud";
import type { PropertyMap } from "../../../../tools/cloud-simulator/state/property-values";
import { bodySnapshot } from "../../../../tools/cloud-simulator/state/resource-store";
import { SimulatedCloud } from "../../../../tools/cloud-simulator/state/simulated-cloud";
import { PartialCreateError } from "../../../../tools/cloud-simulator/wire/partial-create-error";

const model = new DataModel("aws", awsTypes, awsRejections);

/** Simulated AWS, whose calls a test makes one by one. */
export class SimulatedAws {
    readonly cloud = new SimulatedCloud("123456789012", "eu-central-1");

    /** Creates a resource, also one that fails later. */
    make(type: string, given: PropertyMap, name = "main"): Described {
        const resource = identity(type, name);
        const { inputs } = model.check(resource, given, undefined, this.cloud);
        try {
            const made = model.create(resource, inputs, this.cloud);
            const snapshot = bodySnapshot({ type, inputs }, this.cloud.store);
            this.cloud.store.put({ urn: resource.urn, type, id: made.id, inputs, outputs: made.outputs, ...snapshot });
            return made;
        } catch (error) {
            if (error instanceof PartialCreateError) throw new Error(`delayed: ${error.message}`);
            throw error;
        }
    }

    /** Previews a resource. */
    preview(type: string, given: PropertyMap): PropertyMap {
        return model.preview(identity(type), given, this.cloud);
    }

    /** The outputs of a resource after a change, or in its preview. */
    update(type: string, before: Described, news: PropertyMap, preview = false): PropertyMap {
        const { inputs } = model.check(identity(type), news, undefined, this.cloud);
        return model.update(identity(type), inputs, before, preview, this.cloud);
    }

    /** The answer of a function. */
    invoke(token: string, args: PropertyMap): PropertyMap {
        const found = awsInvokes[token];
        if (found === undefined) throw new Error(`no function ${token}`);
        return found.answer(args, this.cloud);
    }

    /** Why a resource cannot be deleted, at once or after all retries; undefined if it can. */
    rejectionOf(type: string, resource: Described): string | undefined {
        const own = identity(type);
        return model.rejectDelete(own, resource, this.cloud) ?? model.awaitDelete(own, resource, this.cloud);
    }

    /** Deletes a resource as the provider does. Rejects with the error if the cloud rejects the call. */
    async remove(type: string, resource: Described, name = "main"): Promise<void> {
        await remove(identity(type, name), resource, this.cloud);
    }

    /** Deletes every resource of a type, whatever uses them. */
    drop(type: string): void {
        for (const resource of this.cloud.store.ofType(type)) this.cloud.store.remove(resource);
    }
}

function identity(type: string, name = "main"): Identity {
    return { urn: `urn:pulumi:dev::shop::${type}::${name}`, type, name };
}
