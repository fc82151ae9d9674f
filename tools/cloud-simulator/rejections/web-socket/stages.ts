import { hasLogRole, noLogRole } from "../../resources/log-role";
import type { Rejection } from "../../resources/rejection";
import { hasUnknowns, listOf, mapOf, type PropertyMap, text } from "../../state/property-values";
import { measured, newerTypes, partsOf, protocolOf } from "./parts";

const { deployment, stage } = newerTypes;
const on: Rejection["on"] = ["create", "update"];

/** Deployments and stages of HTTP and WebSocket APIs that API Gateway rejects. */
export const newerStages: readonly Rejection[] = [
    {
        what: "a deployment of an HTTP or WebSocket API without routes",
        type: deployment,
        on: ["create"],
        source: "aws/serverless-application-model#2512, mach-composer/mach-composer-cli#42",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const protocol = protocolOf(properties, cloud);
            if (protocol === "" || partsOf("route", properties.apiId, cloud).length > 0) return undefined;
            return protocol === "WEBSOCKET"
                ? "BadRequestException: At least one route is required before deploying the Api"
                : "BadRequestException: Unable to deploy API because no routes exist in this API";
        },
    },
    {
        what: "deleting a deployment that a stage of an HTTP or WebSocket API points to",
        type: deployment,
        on: ["delete"],
        source: "hashicorp/terraform-provider-aws, website/docs/r/apigatewayv2_deployment.html.markdown",
        verbatim: false,
        reject: ({ id }, { store }) =>
            store.ofType(stage).some(({ outputs }) => text(outputs.deploymentId) === id)
                ? "BadRequestException: Active stages pointing to this deployment must be moved or deleted"
                : undefined,
    },
    {
        what: "a stage of an HTTP or WebSocket API of a deployment that this API does not have",
        type: stage,
        on,
        source: "docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html",
        verbatim: false,
        reject: ({ properties: { apiId, deploymentId } }, cloud) =>
            deploymentId !== undefined &&
            !partsOf("deployment", apiId, cloud).some(({ id }) => id === text(deploymentId))
                ? `NotFoundException: Invalid Deployment identifier specified ${text(deploymentId)}`
                : undefined,
    },
    {
        what: "a stage of an HTTP or WebSocket API whose name has other characters than letters, digits and underscores",
        type: stage,
        on: ["create"],
        source: `${measured}/pf-apigwv2-stage-name-charset`,
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) =>
            /^(\$default|\w+)$/.test(text(properties.name))
                ? undefined
                : "BadRequestException: Stage name only allows a-zA-Z0-9_",
    },
    {
        what: "settings of a route that the API of the stage does not have",
        type: stage,
        on,
        source: `${measured}/pf-apigwv2-stage-route-settings-key, terraform-aws-modules/terraform-aws-apigateway-v2#80`,
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const keys = partsOf("route", properties.apiId, cloud).map(({ outputs }) => text(outputs.routeKey));
            const missing = listOf(properties.routeSettings).find(({ routeKey }) => !keys.includes(text(routeKey)));
            return (
                missing &&
                `NotFoundException: Unable to find Route by key ${text(missing.routeKey)} within the provided RouteSettings`
            );
        },
    },
    {
        what: "a stage of a WebSocket API with logs while the account has no role for logs",
        type: stage,
        on,
        source: "anomalyco/sst#4663, aws/aws-cdk#33977",
        verbatim: true,
        reject: ({ properties }, cloud) =>
            protocolOf(properties, cloud) === "WEBSOCKET" && writesLogs(properties) && !hasLogRole(cloud)
                ? noLogRole
                : undefined,
    },
    {
        what: "a stage of an HTTP or WebSocket API whose access log has no id of the request",
        type: stage,
        on,
        source: `${measured}/pf-apigwv2-access-log-format-request-id`,
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) => {
            const { format = "" } = mapOf(properties.accessLogSettings);
            return format === "" ||
                hasUnknowns(format) ||
                /\$context\.(requestId|extendedRequestId)\b/.test(text(format))
                ? undefined
                : "BadRequestException: Access Log format must include either $context.requestId or $context.extendedRequestId";
        },
    },
    {
        what: "a stage of an HTTP or WebSocket API whose access log goes elsewhere than to a log group",
        type: stage,
        on,
        source: `${measured}/pf-apigwv2-access-log-destination-log-group`,
        verbatim: true,
        reject: ({ properties }) => {
            const { destinationArn } = mapOf(properties.accessLogSettings);
            const [, service, resource] = /^arn:[^:]+:([^:]+):[^:]*:[^:]*:(.+)$/.exec(text(destinationArn)) ?? [];
            return service !== undefined && service !== "logs"
                ? `BadRequestException: Access log destination must only contain characters a-z, A-Z, 0-9, '_', '-', '/', '.': '${resource}'`
                : undefined;
        },
    },
];

function writesLogs({ accessLogSettings, defaultRouteSettings, routeSettings }: PropertyMap): boolean {
    const levels = [mapOf(defaultRouteSettings), ...listOf(routeSettings)].map(({ loggingLevel }) =>
        text(loggingLevel),
    );
    return accessLogSettings !== undefined || levels.some((level) => level !== "" && level !== "OFF");
}
