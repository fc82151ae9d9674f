import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** A function that an authorizer of the REST API calls. */
export interface AuthorizerFunction {
    /** Name or ARN of the function, as an output of the resource if the stack creates it. */
    readonly functionName: pulumi.Input<string>;
    /** Version or alias. Default: the function itself. */
    readonly qualifier?: string | undefined;
}

/**
 * Permits a REST API's authorizers to call their functions. Without it, every call of an operation with that authorizer gets 500
 * (developer guide, "Configure a Lambda authorizer").
 * @param functions functions by the name of the security scheme.
 * @returns the permissions, which a stage has to wait for.
 */
export function permitAuthorizers(
    restApi: aws.apigateway.RestApi,
    functions: Readonly<Record<string, AuthorizerFunction>>,
    parent: pulumi.Resource,
): aws.lambda.Permission[] {
    return Object.entries(functions).map(
        ([scheme, { functionName, qualifier }]) =>
            new aws.lambda.Permission(
                // No API's permission has this name: theirs end with a stage, and an API's name has no underscore.
                `authorizer_${scheme}`,
                {
                    action: "lambda:InvokeFunction",
                    function: functionName,
                    ...(qualifier !== undefined && { qualifier }),
                    principal: "apigateway.amazonaws.com",
                    // The API has one id for each authorizer, which an import changes.
                    sourceArn: pulumi.interpolate`${restApi.executionArn}/authorizers/*`,
                },
                { parent },
            ),
    );
}
