import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { mapOf, type PropertyMap, text, unknown } from "../../state/property-values";

const stageType = "aws:apigateway/stage:Stage";
const deploymentType = "aws:apigateway/deployment:Deployment";

/** Calls that API Gateway rejects because of a stage's canary. */
export const canaryOrder: readonly Rejection[] = [
    {
        what: "deleting a deployment that a canary points to",
        type: deploymentType,
        on: ["delete"],
        // The provider retries it once.
        source: "hashicorp/terraform-provider-aws, internal/service/apigateway/deployment.go",
        verbatim: true,
        reject: ({ id }, { store }) =>
            store.ofType(stageType).some(({ outputs }) => text(canaryOf(outputs)?.deploymentId) === id)
                ? "BadRequestException: Active stages with canary settings pointing to this deployment must be moved or deleted"
                : undefined,
    },
    {
        what: "a canary of a deployment that does not exist",
        type: stageType,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/apigateway/latest/api/API_CanarySettings.html",
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const canary = canaryOf(properties);
            return canary === undefined || hasDeployment(cloud, canary)
                ? undefined
                : `BadRequestException: Invalid Deployment identifier specified (there is no deployment "${text(canary.deploymentId)}")`;
        },
    },
    {
        what: "a canary whose share is not from 0 to 100 percent",
        type: stageType,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/apigateway/latest/api/API_CanarySettings.html",
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const { percentTraffic = 0 } = canaryOf(properties) ?? {};
            const percent = Number(percentTraffic);
            return percentTraffic === unknown || (percent >= 0 && percent <= 100)
                ? undefined
                : `BadRequestException: Invalid canary percent traffic: ${percent} (want a number from 0 to 100)`;
        },
    },
    {
        what: "a stage variable of a canary with a character that is not allowed",
        type: stageType,
        on: ["create", "update"],
        source: "sirceljm/aws-lambda-blog#10, serverless/serverless#6133",
        verbatim: false,
        reject: ({ properties }) => {
            const overrides = Object.entries(mapOf(canaryOf(properties)?.stageVariableOverrides));
            const invalid = overrides.find(
                ([name, value]) => !/^\w+$/.test(name) || !/^[A-Za-z0-9 \-._~:/?#&=,]+$/.test(text(value)),
            );
            return invalid && `BadRequestException: Invalid stage variable: ${invalid[0]} of the canary`;
        },
    },
    {
        what: "another deployment of a stage, other than its canary's, while the canary stays",
        type: stageType,
        on: ["update"],
        source: "docs.aws.amazon.com/apigateway/latest/developerguide/canary-release.html",
        verbatim: false,
        reject: ({ properties, id }, { store }) => {
            const before = id === undefined ? undefined : store.find(stageType, id)?.outputs;
            const canary = canaryOf(before ?? {});
            if (canary === undefined || canaryOf(properties) === undefined) return undefined;
            const next = text(properties.deployment);
            return next === text(before?.deployment) || next === text(canary.deploymentId)
                ? undefined
                : "BadRequestException: the stage cannot be associated with another deployment until its canary is promoted or removed";
        },
    },
];

/** The canary of a stage's properties; undefined for a stage without one. */
export function canaryOf({ canarySettings }: PropertyMap): PropertyMap | undefined {
    const canary = mapOf(canarySettings);
    return Object.keys(canary).length === 0 ? undefined : canary;
}

function hasDeployment({ store }: Cloud, { deploymentId }: PropertyMap): boolean {
    return store.find(deploymentType, text(deploymentId)) !== undefined;
}
