import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Functions that integrations invoke: their names at AWS, by a name that is unique in the stack. */
export type IntegrationFunctions = Readonly<Record<string, pulumi.Input<string>>>;

/**
 * Permits a stage to invoke the functions of integrations; without it the stage returns 500.
 * @param parent parent of the permissions.
 * @returns the permissions, which the stage has to wait for.
 */
export function permitIntegrations(
    stage: string,
    restApi: aws.apigateway.RestApi,
    functions: IntegrationFunctions,
    parent: pulumi.Resource,
): aws.lambda.Permission[] {
    return Object.entries(functions).map(
        ([name, functionName]) =>
            new aws.lambda.Permission(
                `${name}-${stage}`,
                {
                    action: "lambda:InvokeFunction",
                    function: functionName,
                    principal: "apigateway.amazonaws.com",
                    sourceArn: pulumi.interpolate`${restApi.executionArn}/${stage}/*`,
                },
                { parent },
            ),
    );
}
