import type { Rejection } from "../../resources/rejection";
import { listOf, mapOf, text } from "../../state/property-values";
import { newerTypes, protocolOf } from "../web-socket/parts";

const { stage } = newerTypes;
const on: Rejection["on"] = ["create", "update"];

/** Stages of HTTP APIs that API Gateway rejects, beside those of `newerStages`. */
export const httpStages: readonly Rejection[] = [
    {
        what: "a stage of an HTTP or WebSocket API with a deployment that it makes by itself",
        type: stage,
        on,
        source: "go-to-k/cdk-real-drift#667",
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { autoDeploy, deploymentId } }) =>
            autoDeploy === true && deploymentId !== undefined
                ? "BadRequestException: Deployment ID cannot be set on this stage because AutoDeploy is enabled."
                : undefined,
    },
    {
        what: "a throttle of an HTTP or WebSocket API that is negative, or a burst that is no integer",
        type: stage,
        on,
        source: "docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html (RouteSettings)",
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const settings = [mapOf(properties.defaultRouteSettings), ...listOf(properties.routeSettings)];
            const wrong = settings.find(
                ({ throttlingBurstLimit: burst, throttlingRateLimit: rate }) =>
                    (typeof burst === "number" && !(Number.isInteger(burst) && burst >= 0)) ||
                    (typeof rate === "number" && rate < 0),
            );
            return (
                wrong &&
                `BadRequestException: invalid throttle: rate ${text(wrong.throttlingRateLimit)}, burst ${text(wrong.throttlingBurstLimit)}`
            );
        },
    },
    {
        what: "a stage of an HTTP API whose access log goes to a log group that does not exist; one that is not of the stack is accepted where the stack has none",
        type: stage,
        on,
        source: "docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html",
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const arn = text(mapOf(properties.accessLogSettings).destinationArn).replace(/:\*$/, "");
            const groups = cloud.store
                .ofType("aws:cloudwatch/logGroup:LogGroup")
                .map(({ outputs }) => text(outputs.arn));
            return arn === "" || protocolOf(properties, cloud) !== "HTTP" || groups.length === 0 || groups.includes(arn)
                ? undefined
                : `BadRequestException: there is no log group ${arn}`;
        },
    },
];
