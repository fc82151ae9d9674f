import { boolean, object } from "../form";
import { cors } from "./cors";
import { resourcePolicy } from "./resource-policy";

/** The settings of the REST API: `gatehouse:gateway`. */
export const gateway = object({
    cors: cors
        .optional()
        .describe("CORS: responses to preflight requests, and headers on the gateway's own errors. Default: none."),
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
});
