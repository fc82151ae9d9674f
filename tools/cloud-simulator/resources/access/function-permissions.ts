import type { Cloud } from "../../state/cloud";
import { text } from "../../state/property-values";

const functionType = "aws:lambda/function:Function";

/** A call of a Lambda function by a service of AWS. */
interface ServiceCall {
    /** ARN of the function. */
    readonly arn: string;
    /** Principal of the service, such as `s3.amazonaws.com`. */
    readonly principal: string;
    /** ARN of the resource that calls, such as a bucket or a rule. */
    readonly sourceArn: string;
}

/** Whether a function permits a call; one outside the stack does, if the stack has no functions. */
export function functionAdmits({ arn, principal, sourceArn }: ServiceCall, { store }: Cloud): boolean {
    const name = arn.split(":")[6] ?? "";
    if (!store.find(functionType, name)) return store.ofType(functionType).length === 0;
    return store
        .ofType("aws:lambda/permission:Permission")
        .some(
            ({ inputs }) =>
                inputs.principal === principal &&
                [name, arn].includes(text(inputs.function)) &&
                (inputs.sourceArn === undefined || text(inputs.sourceArn) === sourceArn),
        );
}
