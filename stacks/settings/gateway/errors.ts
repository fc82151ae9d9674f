import { z } from "zod";
import { gatewayResponseTypes } from "../../../openapi/gateway-response-types";
import { suggestion } from "../../../openapi/issues";
import { checkedString, integer, object } from "../form";
import { templateProblems } from "./error-templates";
import { headerValueForm, headerValueProblem } from "./expressions";

const headerName = /^[A-Za-z0-9!#$%&*+.^_|~-]+$/;
// API Gateway sets them, or the connection does.
const fixedHeader =
    /^(connection|content-length|date|transfer-encoding|x-amzn-errortype|x-amzn-requestid|x-amz-apigw-id)$/i;
const mediaType = /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/;

/** The response to one type of error: an entry of `gatehouse:gateway.errors`. */
const errorResponse = object({
    // A call that is rejected with a status below 400 would be a success to clients, caches and alarms.
    status: integer("an integer from 400 to 599", 400, 599)
        .optional()
        .describe("Status. Default: that of DEFAULT_4XX or DEFAULT_5XX here, and else API Gateway's."),
    headers: map(
        "a map from the name of a header to its value",
        (name) => {
            if (!headerName.test(name)) return "a header name";
            return fixedHeader.test(name) ? "another header, as API Gateway sets this one itself" : undefined;
        },
        checkedString(headerValueForm, headerValueProblem),
    )
        .check(({ value, issues }) => {
            const names = Object.keys(value).map((name) => name.toLowerCase());
            if (new Set(names).size === names.length) return;
            const message = "each header once, as their names have no case";
            issues.push({ code: "custom", input: value, path: [], message });
        })
        .optional()
        .describe(
            "Headers, beside those of `cors`: constants, or expressions such as `context.requestId`. Default: those of DEFAULT_4XX or DEFAULT_5XX here.",
        ),
    templates: map(
        "a map from a media type to a template, with application/json for clients that accept no other",
        (name) => (mediaType.test(name) ? undefined : "a media type in lower case such as application/json"),
        z.string({ error: "a template" }).meta({ form: "a template" }),
    )
        .check(({ value, issues }) => {
            if (!Object.hasOwn(value, "application/json")) {
                const message = "a template for application/json too, which clients get that accept no other";
                issues.push({ code: "custom", input: value, path: [], message });
            }
            for (const [type, template] of Object.entries(value))
                for (const message of templateProblems(type, template))
                    issues.push({ code: "custom", input: value, path: [type], message });
        })
        .optional()
        .describe(
            "Templates of the body by media type, with variables such as `$context.requestId`; no VTL. Default: those of DEFAULT_4XX or DEFAULT_5XX here, and else API Gateway's `message`.",
        ),
});

/** The gateway's own errors: `gatehouse:gateway.errors`. */
export const errors = map(
    "a map from a type of gateway response, such as THROTTLED, to its response",
    (name) => (Object.hasOwn(gatewayResponseTypes, name) ? undefined : unknownType(name)),
    errorResponse,
);

function unknownType(name: string): string {
    const known = Object.keys(gatewayResponseTypes);
    return `one of ${known.join(", ")}${suggestion(name.toUpperCase(), known)}`;
}

function map<Value extends z.ZodType>(form: string, problemOf: (name: string) => string | undefined, value: Value) {
    return z.record(checkedString(form, problemOf), value, { error: form }).meta({ form });
}
