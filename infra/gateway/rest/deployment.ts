import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
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
    return new aws.apigateway.Deployment(name, { restApi: restApi.id, triggers: { snapshot } }, { parent });
}
