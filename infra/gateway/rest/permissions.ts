import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { stageVariableNames } from "../../../openapi/stage-variables";
import { aliasOf, type Backends, functionsIn } from "./backends";

/** A function that the REST API calls. */
export interface CalledFunction {
    /** Name or ARN of the function, as an output of the resource if the stack creates it. */
    readonly functionName: pulumi.Input<string>;
    /** Version or alias. Default: the function itself. */
    readonly qualifier?: pulumi.Input<string> | undefined;
}

/** Functions that integrations invoke: their names at AWS, by the API's name and an own one, such as `events_price`. */
export type IntegrationFunctions = Readonly<Record<string, pulumi.Input<string>>>;

/**
 * Permits a REST API's authorizers to call their functions. Without it, every call of an operation with that authorizer gets 500
 * (developer guide, "Configure a Lambda authorizer").
 * @param functions functions by the name of the security scheme.
 * @returns the permissions, which a stage has to wait for.
 */
export function permitAuthorizers(
    restApi: aws.apigateway.RestApi,
    functions: Readonly<Record<string, CalledFunction>>,
    parent: pulumi.Resource,
): aws.lambda.Permission[] {
    // The API has one id for each authorizer, which an import changes.
    const permit = permissions(restApi, "authorizers", parent);
    return Object.entries(functions).map(([scheme, called]) => permit(`authorizer_${scheme}`, called));
}

/**
 * Permits a stage to invoke the functions of integrations; without it the stage returns 500.
 * @returns the permissions, which the stage has to wait for.
 */
export function permitIntegrations(
    stage: string,
    restApi: aws.apigateway.RestApi,
    functions: IntegrationFunctions,
    parent: pulumi.Resource,
): aws.lambda.Permission[] {
    const permit = permissions(restApi, stage, parent);
    return Object.entries(functions).map(([name, functionName]) =>
        permit(`integration_${name}_${stage}`, { functionName }),
    );
}

/**
 * Permits a stage to invoke the functions of backends. Each alias has its own policy, and without a permission there the stage returns
 * 500 (developer guide, "Amazon API Gateway stage variables reference").
 * @param canaryVariables the variables of the stage's canary that replace the stage's, such as `quotesAlias`. Default: none.
 * @returns the permissions, which a stage has to wait for.
 */
export function permitStage(
    stage: string,
    restApi: aws.apigateway.RestApi,
    backends: Backends,
    parent: pulumi.Resource,
    canaryVariables: Readonly<Record<string, string>> = {},
): aws.lambda.Permission[] {
    const permit = permissions(restApi, stage, parent);
    return functionsIn(backends).flatMap(([api, { functionName, aliases }]) => {
        const other = canaryVariables[stageVariableNames(api).alias];
        return [
            permit(`${api}-${stage}`, { functionName, qualifier: aliasOf(api, stage, aliases) }),
            // Aliases have the names of stages; the settings name no other.
            ...(other === undefined || other === stage
                ? []
                : [permit(`canary_${api}_${stage}`, { functionName, qualifier: aliasOf(api, other, aliases) })]),
        ];
    });
}

// The permission of an API's backend begins with the API's name and a hyphen, so that none with an underscore there has its name.
function permissions(restApi: aws.apigateway.RestApi, calls: string, parent: pulumi.Resource) {
    return (name: string, { functionName, qualifier }: CalledFunction) =>
        new aws.lambda.Permission(
            name,
            {
                action: "lambda:InvokeFunction",
                function: functionName,
                ...(qualifier !== undefined && { qualifier }),
                principal: "apigateway.amazonaws.com",
                sourceArn: pulumi.interpolate`${restApi.executionArn}/${calls}/*`,
            },
            { parent },
        );
}
