import { suggestion } from "../../../openapi/issues";
import { settingProblem } from "../problems";
import type { Settings } from "../schema";
import { stageVariablesOf } from "../stage-variables";
import { policiesOfType } from "./security-policies";

/** Checks the endpoint and the errors of the REST API, and the operations and APIs that plans and stages name, against the other settings. */
export function checkGateway(settings: Partial<Settings>): string[] {
    return [
        ...checkEndpoint(settings),
        ...checkPrivateKeys(settings),
        ...checkNamedApis(settings),
        ...checkErrors(settings),
    ];
}

function checkEndpoint({ gateway, domain }: Partial<Settings>): string[] {
    if (gateway === undefined) return [];
    const { type, securityPolicy } = gateway.endpoint;
    const problem = (key: string, value: unknown, want: string) =>
        settingProblem(["gateway", "endpoint", key], value, want);
    const accepted = policiesOfType[type];
    return [
        ...(domain !== undefined && type !== "regional"
            ? [problem("type", type, "regional, as the stack's domain name is a regional one")]
            : []),
        ...(domain !== undefined && securityPolicy !== undefined
            ? [problem("securityPolicy", securityPolicy, "no such key beside domain.tlsPolicy, which decides")]
            : []),
        ...(securityPolicy !== undefined && !accepted.includes(securityPolicy)
            ? [problem("securityPolicy", securityPolicy, `one of ${accepted.join(", ")}, with type "${type}"`)]
            : []),
    ];
}

function checkPrivateKeys({ gateway }: Partial<Settings>): string[] {
    if (gateway === undefined) return [];
    const { type, vpcEndpointIds, allowedCidrs, privateDns } = gateway.endpoint;
    const want =
        type !== "private"
            ? 'no such key unless type is "private"'
            : "no such key beside vpcEndpointIds, whose security groups decide";
    const surplus =
        type !== "private" ? { vpcEndpointIds, allowedCidrs, privateDns } : vpcEndpointIds && { allowedCidrs };
    return Object.entries(surplus ?? {}).flatMap(([key, value]) =>
        value === undefined ? [] : [settingProblem(["gateway", "endpoint", key], value, want)],
    );
}

// Whether an API has the operation is known with its document.
function checkNamedApis({ plans = {}, stages = {}, apis }: Partial<Settings>): string[] {
    if (apis === undefined) return [];
    const names = Object.keys(apis);
    const wantApi = `the name of an API: ${names.join(", ")}`;
    const wantOperation = `an operation of an API of this stack: ${names.join(", ")}`;
    const unknown = (section: string, name: string, throttles: Settings["plans"][string]["throttles"] = {}) =>
        Object.entries(throttles)
            .filter(([operation]) => !Object.hasOwn(apis, operation.split(" ", 1)[0] ?? ""))
            .map(([operation, limits]) =>
                settingProblem([section, name, "throttles", operation], limits, wantOperation),
            );
    return [
        ...Object.entries(stages).flatMap(([name, { throttles }]) => unknown("stages", name, throttles)),
        ...Object.entries(plans).flatMap(([name, { throttles, apis: covered = [] }]) => [
            ...unknown("plans", name, throttles),
            ...covered.flatMap((api, index) =>
                Object.hasOwn(apis, api) ? [] : [settingProblem(["plans", name, "apis", index], api, wantApi)],
            ),
        ]),
    ];
}

function checkErrors(settings: Partial<Settings>): string[] {
    const known = stageVariablesOf(settings);
    return Object.entries(settings.gateway?.errors ?? {}).flatMap(([type, response]) =>
        (["headers", "templates"] as const).flatMap((part) =>
            Object.entries(response[part] ?? {}).flatMap(([name, value]) =>
                [...value.matchAll(/\bstageVariables\.(\w+)/g)].flatMap(([reference, variable = ""]) =>
                    known.includes(variable)
                        ? []
                        : [
                              settingProblem(
                                  ["gateway", "errors", type, part, name],
                                  reference,
                                  `one of the stage variables ${known.join(", ")}${suggestion(variable, known)}`,
                              ),
                          ],
                ),
            ),
        ),
    );
}
