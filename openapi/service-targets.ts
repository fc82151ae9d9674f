import type { ServiceName } from "./operation-integration";

/** The resources, functions and roles that the integrations of an API need. */
export interface ApiTargets {
    /** Resources that the stack creates. */
    readonly resources: readonly CreatedResource[];
    /** Functions in files of the API. */
    readonly functions: readonly CreatedFunction[];
    /** A role for each action on each resource. */
    readonly roles: readonly TargetRole[];
}

/** A resource that the stack creates for a name in `integrations.yaml`. */
export interface CreatedResource {
    readonly kind: ServiceName;
    /** In `integrations.yaml`. */
    readonly name: string;
    /** Name at AWS, which the REST API's body contains. */
    readonly resourceName: string;
    /** For a state machine: whether executions are started and awaited in one call, which only an express one offers. */
    readonly isExpress: boolean;
}

/** A function that runs a file of the API. */
export interface CreatedFunction {
    /** Path below the folder of the API. */
    readonly file: string;
    /** Name in the stack, such as `functions-price`. */
    readonly key: string;
    /** Name at AWS, which the REST API's body contains. */
    readonly functionName: string;
}

/** A role with which the gateway performs one action on one resource. */
export interface TargetRole {
    /** Name at AWS, which the REST API's body contains. */
    readonly roleName: string;
    /** Name in the stack, such as `sqs-orders-send`. */
    readonly key: string;
    /** IAM action, such as `sqs:SendMessage`. */
    readonly action: string;
    /** The resource: one that the stack creates, the API's own table, or the ARN of an existing one. */
    readonly on:
        | { readonly kind: ServiceName; readonly name: string }
        | { readonly table: "own" }
        | { readonly kind: ServiceName | "lambda"; readonly arn: string };
}
