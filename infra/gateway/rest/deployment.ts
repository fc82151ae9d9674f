import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { apiSettings, type RestApiArgs } from "./rest-api";

/** Deploys a REST API: a change that is not in the deployment's triggers would never be served. */
export function deployRestApi(
    name: string,
    restApi: aws.apigateway.RestApi,
    args: RestApiArgs,
    parent: pulumi.Resource,
): aws.apigateway.Deployment {
    const snapshot = createHash("sha256")
        .update(args.body)
        .update(JSON.stringify(apiSettings(args)))
        .digest("hex");
    const { endpoint } = args;
    const triggers = {
        snapshot,
        // The policy names them, and takes effect with a deployment
        // (docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-create-attach.html).
        ...(endpoint?.type === "PRIVATE" && {
            vpcEndpoints: pulumi.all([...endpoint.vpcEndpointIds]).apply((ids) => ids.join()),
        }),
    };
    return new aws.apigateway.Deployment(name, { restApi: restApi.id, triggers }, { parent });
}
