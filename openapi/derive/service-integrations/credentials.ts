import { functionArn, invocationUri } from "../../function-invocation";
import type { ServiceTarget } from "../../operation-integration";
import { fixedName, maxRoleName, type ServiceScope } from "./resources";
import type { ServiceCall } from "./service-call";

/** Whether a function is named by the ARN of an existing one instead of a file. */
export function isFunctionArn(name: string): boolean {
    return name.startsWith("arn:");
}

/** The name in the stack of the function that runs a file, such as `functions-price` for `functions/price.ts`. */
export function functionKey(file: string): string {
    return file.replace(/\.[a-z]+$/, "").replaceAll(/[^A-Za-z0-9]+/g, "-");
}

/** Name of the function that runs a file of an API, such as `gatehouse-dev_events_functions-price`. */
export function functionNameOf(scope: Pick<ServiceScope, "stack" | "api">, file: string): string {
    return fixedName(scope, functionKey(file), maxRoleName);
}

/** Name of the role with which the gateway performs one action on one resource. */
export function roleName(
    { kind, name }: Pick<ServiceTarget, "kind" | "name">,
    { action }: Pick<ServiceCall, "action">,
    scope: Pick<ServiceScope, "stack" | "api">,
): string {
    return fixedName(scope, `${kind}-${name}-${action.word}`, maxRoleName);
}

/** ARN of the role that an integration has as its `credentials`. */
export function roleArn(
    target: Pick<ServiceTarget, "kind" | "name">,
    call: Pick<ServiceCall, "action">,
    scope: ServiceScope,
): string {
    return roleOf(scope, roleName(target, call, scope));
}

/** The name in the stack of the role that invokes an existing function, whose own policy stays as it is. */
export function invocationKey(arn: string): string {
    const [, , , region, account, , ...names] = arn.split(":");
    // Neither a function nor an alias has a dot in its name, and a role may.
    return `lambda-${names.join(".")}-${region}-${account}-invoke`;
}

/** The keys in the body of an integration that invokes a function: its `uri`, and for an existing function a role. */
export function functionCall(name: string, scope: ServiceScope): Record<string, string> {
    const isExisting = isFunctionArn(name);
    return {
        uri: invocationUri(isExisting ? name : functionArn(scope.place, functionNameOf(scope, name))),
        // The method of Lambda's API, whatever the client's is.
        httpMethod: "POST",
        ...(isExisting && { credentials: roleOf(scope, fixedName(scope, invocationKey(name), maxRoleName)) }),
    };
}

function roleOf({ place: { partition, accountId } }: ServiceScope, name: string): string {
    return `arn:${partition}:iam::${accountId}:role/${name}`;
}
