import { coversSource, invokedFunction } from "../../../openapi/function-invocation";
import type { RawObject } from "../../../openapi/rest-api-body";
import { withStageVariables } from "../../../openapi/stage-variables";
import { deployedOperations } from "../../cloud-simulator/rejections/gateway/deployed-body";
import type { Cloud } from "../../cloud-simulator/state/cloud";
import { mapOf, text } from "../../cloud-simulator/state/property-values";
import type { LiveResource } from "../../cloud-simulator/state/resource-store";

/**
 * Describes the methods of stages whose function API Gateway could not invoke now: its alias, or the function itself, does not exist, or does not permit the
 * stage. Clients get 500 there (API Gateway developer guide, "Amazon API Gateway stage variables reference").
 */
export function brokenInvocations(cloud: Cloud): string[] {
    // Only stages with functions are read, as to read a body after each call takes a while.
    const hasFunctions = cloud.store
        .ofType("aws:lambda/permission:Permission")
        .some((own) => !text(own.inputs.qualifier));
    const stages = cloud.store
        .ofType("aws:apigateway/stage:Stage")
        .filter(
            ({ inputs }) => hasFunctions || Object.keys(mapOf(inputs.variables)).some((name) => name.endsWith("Alias")),
        );
    const problems = stages.flatMap(withCanary).flatMap((stage) => {
        const { stageName, deployment } = stage.inputs;
        return (
            deployedOperations(cloud, deployment)
                // With credentials a role invokes a function that exists already.
                .filter(({ integration }) => invokes(integration))
                .flatMap(({ path, method, integration }) => {
                    const problem = invocationProblem(cloud, stage, `${method}${path}`, String(integration.uri));
                    return problem === undefined ? [] : [`stage "${text(stageName)}" ${problem}`];
                })
        );
    });
    return [...new Set(problems)];
}

function invokes({ type, uri, credentials }: RawObject): boolean {
    const isFunction = /^aws(_proxy)?$/i.test(String(type)) && String(uri).includes(":lambda:path/");
    return isFunction && credentials === undefined;
}

// A canary is a stage with another deployment and other variables.
function withCanary(stage: LiveResource): LiveResource[] {
    const { deploymentId, stageVariableOverrides } = mapOf(stage.inputs.canarySettings);
    if (deploymentId === undefined) return [stage];
    const variables = { ...mapOf(stage.inputs.variables), ...mapOf(stageVariableOverrides) };
    return [stage, { ...stage, inputs: { ...stage.inputs, deployment: deploymentId, variables } }];
}

function invocationProblem(cloud: Cloud, { inputs }: LiveResource, call: string, uri: string): string | undefined {
    const variables = Object.entries(mapOf(inputs.variables)).map(([name, value]) => [name, text(value)] as const);
    const filled = withStageVariables(uri, Object.fromEntries(variables));
    const { functionName, qualifier } = invokedFunction(filled ?? "") ?? {};
    const called =
        qualifier === undefined ? `function "${functionName}"` : `alias "${qualifier}" of function "${functionName}"`;
    const isOf = (type: string, names: Readonly<Record<string, string | undefined>>) =>
        cloud.store
            .ofType(type)
            .filter((own) => Object.entries(names).every(([key, name]) => text(own.inputs[key]) === name));
    const existing =
        qualifier === undefined
            ? isOf("aws:lambda/function:Function", { name: functionName })
            : isOf("aws:lambda/alias:Alias", { functionName, name: qualifier });
    if (existing.length === 0) return `invoked ${called}, which does not exist`;
    const api = cloud.store.find("aws:apigateway/restApi:RestApi", text(inputs.restApi));
    const source = `${text(api?.outputs.executionArn)}/${text(inputs.stageName)}/${call}`;
    const permissions = isOf("aws:lambda/permission:Permission", {
        function: functionName,
        qualifier: qualifier ?? "",
    });
    const isPermitted = permissions.some((own) => coversSource(text(own.inputs.sourceArn) || "*", source));
    return isPermitted ? undefined : `invoked ${called} without a permission`;
}
