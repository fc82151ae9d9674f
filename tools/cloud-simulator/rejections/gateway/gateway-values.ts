import { methodPathSpellings } from "../../../../openapi/method-path";
import { hasLogRole, noLogRole } from "../../resources/log-role";
import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { mapOf, type PropertyMap, text } from "../../state/property-values";
import { canaryOf } from "./canary";
import { deployedOperations } from "./deployed-body";

const stageType = "aws:apigateway/stage:Stage";
const settingsType = "aws:apigateway/methodSettings:MethodSettings";

/** Values that API Gateway rejects. */
export const gatewayValues: readonly Rejection[] = [
    {
        what: "a stage with an access log while the account has no role for logs",
        type: stageType,
        on: ["create", "update"],
        source: "Miserlou/Zappa#1946",
        verbatim: true,
        reject: ({ properties }, cloud) => (properties.accessLogSettings && !hasLogRole(cloud) ? noLogRole : undefined),
    },
    {
        what: "a stage whose access log has more than one line for a request",
        type: stageType,
        on: ["create", "update"],
        source: "ministryofjustice/cloud-platform-environments#12962",
        verbatim: true,
        reject: ({ properties }) =>
            /\n./s.test(accessLogFormat(properties))
                ? "BadRequestException: Access Log format must be single line, new line character is allowed only at end of the format"
                : undefined,
    },
    {
        what: "a stage whose access log has no id of the request",
        type: stageType,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html, aws/aws-cdk#22591",
        verbatim: false,
        reject: ({ properties }) => {
            const format = accessLogFormat(properties);
            return format === "" || /\$context\.(requestId|extendedRequestId)\b/.test(format)
                ? undefined
                : "BadRequestException: the access log format needs $context.requestId or $context.extendedRequestId";
        },
    },
    {
        what: "method settings with logging while the account has no role for logs",
        type: settingsType,
        on: ["create", "update"],
        source: "Miserlou/Zappa#1946",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const { loggingLevel } = mapOf(properties.settings);
            return loggingLevel && loggingLevel !== "OFF" && !hasLogRole(cloud) ? noLogRole : undefined;
        },
    },
    {
        what: "method settings on a path that the deployed API lacks (AWS may accept them without effect; the simulation rejects them)",
        type: settingsType,
        on: ["create", "update"],
        // The words are AWS's for a path that it cannot read.
        source: "hashicorp/terraform-provider-aws#9738, #15855",
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const path = text(properties.methodPath);
            const stage = stageOf(properties, cloud);
            const ofCanary = canaryOf(stage ?? {})?.deploymentId;
            const operations = [stage?.deployment, ofCanary].flatMap((id) => deployedOperations(cloud, id));
            if (path === "*/*" || operations.length === 0) return undefined;
            const known = operations.flatMap(({ path: own, method }) => methodPathSpellings(own, method));
            return known.includes(path)
                ? undefined
                : `BadRequestException: Invalid method setting path: /${path}/throttling/burstLimit`;
        },
    },
    {
        what: "method settings without a throttle, which switch it off (AWS accepts them; the simulation rejects them)",
        type: settingsType,
        on: ["create", "update"],
        source: "hashicorp/terraform-provider-aws, internal/service/apigateway/method_settings.go",
        verbatim: false,
        reject: ({ properties }) => {
            const { throttlingRateLimit = -1, throttlingBurstLimit = -1 } = mapOf(properties.settings);
            const isOff = Number(throttlingRateLimit) < 0 || Number(throttlingBurstLimit) < 0;
            return isOff ? `a throttle of -1 for "${text(properties.methodPath)}" switches throttling off` : undefined;
        },
    },
    {
        what: "method settings that cache on a stage without a cache cluster (AWS accepts them and caches nothing; the simulation rejects them)",
        type: settingsType,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html",
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const stage = stageOf(properties, cloud);
            const isLost = mapOf(properties.settings).cachingEnabled === true && stage?.cacheClusterEnabled !== true;
            return isLost
                ? `caching of "${text(properties.methodPath)}" needs the stage's cache cluster, which is off`
                : undefined;
        },
    },
    {
        what: "a stage variable with a character that is not allowed",
        type: stageType,
        on: ["create", "update"],
        source: "sirceljm/aws-lambda-blog#10, serverless/serverless#6133",
        verbatim: true,
        reject: ({ properties }) => {
            const variables = Object.entries(mapOf(properties.variables));
            const name = variables.find(([key]) => !/^\w+$/.test(key))?.[0];
            if (name !== undefined)
                return `BadRequestException: Invalid stage variable name: ${name}.  Please use names with only word characters.`;
            const value = variables.find(([, own]) => !/^[A-Za-z0-9 \-._~:/?#&=,]+$/.test(text(own)));
            return (
                value &&
                `BadRequestException: Invalid stage variable value: ${text(value[1])}.  Please use values with alphanumeric ` +
                    "characters and the symbols ' ', -', '.', '_', ':', '/', '?', '&', '=', and ','."
            );
        },
    },
    {
        what: "an API key of fewer than 20 or more than 128 characters",
        type: "aws:apigateway/apiKey:ApiKey",
        on: ["create"],
        source: "getmoto/moto, moto/apigateway/exceptions.py; docs.aws.amazon.com/apigateway/latest/developerguide/limits.html",
        verbatim: false,
        reject: ({ properties }) => {
            const { length } = text(properties.value);
            if (length === 0 || (length >= 20 && length <= 128)) return undefined;
            return length < 20
                ? "BadRequestException: API Key value should be at least 20 characters"
                : "BadRequestException: API Key value exceeds maximum size of 128 characters";
        },
    },
];

function accessLogFormat({ accessLogSettings }: PropertyMap): string {
    return text(mapOf(accessLogSettings).format);
}

function stageOf({ restApi, stageName }: PropertyMap, cloud: Cloud): PropertyMap | undefined {
    return cloud.store
        .ofType("aws:apigateway/stage:Stage")
        .map(({ outputs }) => outputs)
        .find((stage) => text(stage.restApi) === text(restApi) && text(stage.stageName) === text(stageName));
}
