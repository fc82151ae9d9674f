import type * as pulumi from "@pulumi/pulumi";
import type { AwsPlace } from "../../../openapi/aws-place";
import { createStateMachine } from "../../gateway/services/state-machine";
import type { NodeFunction } from "../../node-function";
import type { PhotoAccess } from "./access";
import { filterDefinition } from "./filter-definition";
import type { PhotoNames } from "./names";

/** Arguments of the state machine of filters. */
export interface FilterMachineArgs {
    readonly names: PhotoNames;
    readonly place: AwsPlace;
    /** The functions that it calls. */
    readonly functions: { readonly filter: NodeFunction; readonly finish: NodeFunction };
    /** Seconds after which Lambda ends the function that makes an image. */
    readonly functionSeconds: number;
    readonly access: Pick<PhotoAccess, "filterMachine">;
    readonly logRetentionDays: number;
}

/**
 * Creates the state machine of filters with its role and its log.
 * @returns its ARN.
 */
export function createFilterMachine(
    name: string,
    { names, place, functions, functionSeconds, access, logRetentionDays }: FilterMachineArgs,
    opts: { readonly parent: pulumi.Resource },
): pulumi.Output<string> {
    const definition = filterDefinition({
        partition: place.partition,
        filterArn: names.filter.arn,
        finishArn: names.finish.arn,
        deadLetterUrl: names.deadLetters.url,
        filterSeconds: functionSeconds,
    });
    const { arn } = createStateMachine(
        name,
        {
            ...{ machineName: names.filterMachine.name, definition, isExpress: false, logRetentionDays },
            access: access.filterMachine,
            tracing: true,
            calls: [functions.filter, functions.finish],
        },
        opts,
    );
    return arn;
}
