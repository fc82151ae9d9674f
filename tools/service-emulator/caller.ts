/** A role that calls a service. */
export interface Caller {
    /** ARN of its session. */
    readonly arn: string;
    /** Whether its policies allow an action, such as `sqs:SendMessage`, on the resource with an ARN. */
    readonly allows: (action: string, resource: string) => boolean;
}

/** An error of a service, in the terms of AWS. */
export class ServiceError extends Error {
    constructor(
        /** Such as `InvalidParameterValue`. */
        readonly code: string,
        message: string,
        readonly status = 400,
    ) {
        super(message);
        this.name = "ServiceError";
    }
}

/** The sentence with which AWS denies an action. */
export function deniedMessage({ arn }: Caller, action: string, resource: string): string {
    return `User: ${arn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
}
