import { type Integrations, isService, type ServiceTarget } from "../../operation-integration";
import type { ApiTargets, CreatedFunction, CreatedResource, TargetRole } from "../../service-targets";
import { serviceCall } from "./call";
import { functionKey, functionNameOf, invocationKey, isFunctionArn, roleName } from "./credentials";
import { existingArn, fixedName, maxRoleName, ownTable, resourceOf, type ServiceScope } from "./resources";

/** Lists what the integrations of an API need at AWS, each once, in the order of the operations. */
export function apiTargets(integrations: Integrations, scope: ServiceScope): ApiTargets {
    const targets = Object.keys(integrations)
        .sort()
        .flatMap((key) => integrations[key]?.target ?? []);
    const services = targets.filter(isService);
    const functions = targets.flatMap((target) => (target.kind === "lambda" ? [target.function] : []));
    return {
        resources: unique(services.flatMap((target) => createdResource(target, services, scope) ?? [])),
        functions: unique(
            functions
                .filter((name) => !isFunctionArn(name))
                .map(
                    (file): CreatedFunction => ({
                        file,
                        key: functionKey(file),
                        functionName: functionNameOf(scope, file),
                    }),
                ),
        ),
        roles: unique([
            ...services.map((target) => serviceRole(target, scope)),
            ...functions.filter(isFunctionArn).map((arn): TargetRole => {
                const key = invocationKey(arn);
                return {
                    roleName: fixedName(scope, key, maxRoleName),
                    key,
                    action: "lambda:InvokeFunction",
                    on: { kind: "lambda", arn },
                };
            }),
        ]),
    };
}

function createdResource(
    target: ServiceTarget,
    all: readonly ServiceTarget[],
    scope: ServiceScope,
): CreatedResource | undefined {
    const { kind, name } = target;
    if (kind === "dynamodb" || existingArn(scope, name) !== undefined) return undefined;
    const isExpress = all.some((other) => other.kind === "stepFunctions" && other.name === name && other.sync);
    return {
        kind,
        name,
        resourceName: resourceOf(target, scope).name,
        isExpress: kind === "stepFunctions" && isExpress,
    };
}

function serviceRole(target: ServiceTarget, scope: ServiceScope): TargetRole {
    const { kind, name } = target;
    const { action } = serviceCall(target, resourceOf(target, scope), {
        success: 200,
        clientError: 400,
        serverError: 500,
    });
    const arn = existingArn(scope, name);
    return {
        roleName: roleName(target, { action }, scope),
        key: `${kind}-${name}-${action.word}`,
        action: action.name,
        on:
            arn !== undefined
                ? { kind, arn }
                : kind === "dynamodb" && name === ownTable
                  ? { table: ownTable }
                  : { kind, name },
    };
}

function unique<Item>(items: readonly Item[]): Item[] {
    return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
