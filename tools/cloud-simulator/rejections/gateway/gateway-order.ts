import { loadBalancers } from "../../resources/load-balancers";
import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { loadBalancerTypes } from "../../state/load-balancer-states";
import { listOf, type PropertyMap, text } from "../../state/property-values";
import { canaryOrder } from "./canary";
import { deployedOperations } from "./deployed-body";

const stageType = "aws:apigateway/stage:Stage";
const linkType = "aws:apigateway/vpcLink:VpcLink";

/** Calls that API Gateway rejects because another resource has to be created or deleted first. */
export const gatewayOrder: readonly Rejection[] = [
    {
        what: "deleting a VPC link that a deployed stage names literally",
        type: linkType,
        on: ["delete"],
        // AWS names a resource by its id; its path is easier to read here.
        source: "klothoplatform/klotho#202, hashicorp/terraform-provider-aws#12195",
        verbatim: true,
        reject: ({ id }, cloud) => {
            const references = stagesOf(cloud).flatMap(({ restApi, stageName, deployment }) =>
                deployedOperations(cloud, deployment)
                    .filter(({ integration }) => integration.connectionId === id)
                    .map(({ path, method }) => `${text(restApi)}:${method}:${path}:${text(stageName)}`),
            );
            if (references.length === 0) return undefined;
            return `BadRequestException: Cannot delete vpc link. Vpc link '${id}', is referenced in [${references.join(", ")}] in format of [RESTApiId:Method:Resource:Stage].`;
        },
    },
    {
        what: "a VPC link to a load balancer that does not exist",
        type: linkType,
        on: ["create"],
        source: "hashicorp/terraform-provider-aws#15214",
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const exists = loadBalancers(cloud).some(({ arn }) => arn === text(properties.targetArn));
            return exists
                ? undefined
                : `LoadBalancerNotFound: One or more load balancers not found (${text(properties.targetArn)})`;
        },
    },
    {
        what: "a VPC link to a load balancer that is not active yet; the link exists and stays failed",
        type: linkType,
        on: ["create"],
        // For the provider's words, and that its next update ignores the failure: hashicorp/terraform-provider-aws,
        // internal/service/apigateway/vpc_link.go.
        source: "aws-cloudformation/cloudformation-coverage-roadmap#1951",
        verbatim: true,
        delayed: true,
        reject: ({ properties, id }, cloud) =>
            cloud.balancers.isActive(text(properties.targetArn))
                ? undefined
                : `waiting for API Gateway VPC Link (${id}) create: unexpected state 'FAILED', wanted target 'AVAILABLE'. last error: ` +
                  "NLB is not in active state. If you recently created this NLB, please wait for it to become active and try again.",
    },
    ...loadBalancerTypes.map(
        (type): Rejection => ({
            what: "deleting a load balancer that a VPC link targets",
            type,
            on: ["delete"],
            source: "cloud-custodian/cloud-custodian#9921, hashicorp/terraform-provider-aws#5701",
            verbatim: true,
            reject: ({ id }, cloud) => {
                const isLinked = cloud.store.ofType(linkType).some(({ inputs }) => text(inputs.targetArn) === id);
                if (!isLinked) return undefined;
                return `ResourceInUse: Load balancer '${id}' cannot be deleted because it is currently associated with another service`;
            },
        }),
    ),
    {
        what: "a stage of a deployment that does not exist",
        type: stageType,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html",
        verbatim: false,
        reject: ({ properties }, cloud) =>
            cloud.store.find("aws:apigateway/deployment:Deployment", text(properties.deployment))
                ? undefined
                : `BadRequestException: Invalid Deployment identifier specified (there is no deployment "${text(properties.deployment)}")`,
    },
    {
        what: "deleting a deployment that a stage points to",
        type: "aws:apigateway/deployment:Deployment",
        on: ["delete"],
        source: "pulumi/pulumi#10662",
        verbatim: true,
        reject: ({ id }, cloud) =>
            stagesOf(cloud).some(({ deployment }) => text(deployment) === id)
                ? "BadRequestException: Active stages pointing to this deployment must be moved or deleted"
                : undefined,
    },
    ...canaryOrder,
    {
        what: "a usage plan of a stage that does not exist",
        type: "aws:apigateway/usagePlan:UsagePlan",
        on: ["create", "update"],
        source: "serverless/serverless#2831",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const missing = listOf(properties.apiStages).find(
                ({ apiId, stage }) =>
                    ![...stagesOf(cloud), ...webSocketStagesOf(cloud)].some(
                        ({ restApi, stageName }) => text(restApi) === text(apiId) && text(stageName) === text(stage),
                    ),
            );
            return missing && `BadRequestException: API Stage not found: ${text(missing.apiId)}:${text(missing.stage)}`;
        },
    },
    {
        what: "deleting a usage plan while stages are attached; the provider detaches them first",
        type: "aws:apigateway/usagePlan:UsagePlan",
        on: ["delete"],
        source: "aws/aws-sdk-js#3841",
        verbatim: true,
        reject: ({ id }, cloud) => {
            const plan = cloud.store.find("aws:apigateway/usagePlan:UsagePlan", id ?? "");
            const [attached] = listOf(plan?.outputs.apiStages);
            return (
                attached &&
                `BadRequestException: Cannot delete Usage Plan ${id} because there are API Stages associated with it, ` +
                    `including ${text(attached.apiId)}:${text(attached.stage)}`
            );
        },
    },
];

function stagesOf(cloud: Cloud) {
    return cloud.store.ofType(stageType).map(({ outputs }) => outputs);
}

// A plan covers stages of WebSocket APIs too, but not of HTTP APIs, which have no API keys (docs.aws.amazon.com/apigateway/latest/
// developerguide/http-api-vs-rest.html).
function webSocketStagesOf({ store }: Cloud): PropertyMap[] {
    return store
        .ofType("aws:apigatewayv2/stage:Stage")
        .filter(
            ({ outputs }) =>
                store.find("aws:apigatewayv2/api:Api", text(outputs.apiId))?.outputs.protocolType === "WEBSOCKET",
        )
        .map(({ outputs: { apiId = null, name = null } }) => ({ restApi: apiId, stageName: name }));
}
