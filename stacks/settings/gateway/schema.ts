import { boolean, object } from "../form";
import { accessLog } from "./access-log";
import { cors } from "./cors";
import { errors } from "./errors";

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
    accountRole: boolean()
        .default(true)
        .describe(
            "Set the region's CloudWatch role for API Gateway, which all REST APIs of the account and region log through. It replaces a role that is already set: turn it off where another program manages it.",
        ),
    tracing: boolean().default(true).describe("Trace requests with AWS X-Ray."),
});
