import { z } from "zod";
import { boolean, object } from "../form";
import { accessLog } from "./access-log";
import { cors } from "./cors";
import { endpoint } from "./endpoint";
import { errors } from "./errors";
import { resourcePolicy } from "./resource-policy";

// docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-enable-compression.html
const compressionForm = "an integer from 0 to 10485760, or off";
const compression = z
    .union([z.number(), z.literal("off")], { error: compressionForm })
    .refine((value) => value === "off" || (Number.isInteger(value) && value >= 0 && value <= 10_485_760), {
        error: compressionForm,
    })
    .meta({ form: compressionForm });

/** The settings of the REST API: `gatehouse:gateway`. */
export const gateway = object({
    cors: cors
        .optional()
        .describe("CORS: responses to preflight requests, and headers on the gateway's own errors. Default: none."),
    errors: errors
        .optional()
        .describe(
            "The gateway's own errors by type, such as THROTTLED, INVALID_API_KEY or DEFAULT_4XX. Default: API Gateway's.",
        ),
    accessLog: accessLog
        .prefault({})
        .describe("The lines of the access logs, which are JSON with one variable of `$context` a field."),
    resourcePolicy: resourcePolicy
        .optional()
        .describe(
            "Whom the REST API admits before it looks at keys and tokens. Once deployed, replace it by `{}`, which admits all, and do not remove it: API Gateway would keep the old one. Default: all.",
        ),
    accountRole: boolean()
        .default(true)
        .describe(
            "Set the region's CloudWatch role for API Gateway, which all REST APIs of the account and region log through. It replaces a role that is already set: turn it off where another program manages it.",
        ),
    tracing: boolean().default(true).describe("Trace requests with AWS X-Ray."),
    endpoint: endpoint.prefault({}).describe("How clients reach the REST API."),
    compressionMinimumBytes: compression
        .optional()
        .describe(
            "Size from which responses are compressed for clients that accept gzip or deflate. `off` ends a compression that is on: API Gateway keeps the size when the key is removed. Default: off.",
        ),
});
