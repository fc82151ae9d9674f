import { z } from "zod";
import { type AccessLogFields, defaultFields } from "../../../openapi/access-log";
import { logVariables } from "../../../openapi/context-variables";
import { checkedString, object } from "../form";
import { variableProblem } from "./expressions";

// CloudWatch Logs Insights discovers such names in JSON, and queries need no backticks around them.
const fieldName = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;
const variableForm = "a variable such as $context.requestId";

const variable = checkedString(variableForm, (value) => {
    const [, name] = /^\$context\.(\S+)$/.exec(value) ?? [];
    if (name === undefined) return variableForm;
    if (name === "error.messageString") return '"$context.error.message", as this value has quotes of its own';
    return variableProblem(name, logVariables);
});

const form = "a map from the name of a field, of letters, digits and _, to a variable such as $context.requestId";

const fields = z
    .record(
        checkedString(form, (name) =>
            fieldName.test(name) ? undefined : "letters, digits and _, with a letter first",
        ),
        variable,
        { error: form },
    )
    .meta({ form });

// docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html; aws/aws-cdk#22591.
const requestIds = ["$context.requestId", "$context.extendedRequestId"];

// docs.aws.amazon.com/apigateway/latest/developerguide/limits.html, "Access log template size".
const maxFormatBytes = 3_072;

/** The access log of every stage: `gatehouse:gateway.accessLog`. */
export const accessLog = object({
    fields: fields
        .refine((own) => Object.values(own).some((value) => requestIds.includes(value)), {
            error: `a field with ${requestIds.join(" or ")}, without which API Gateway rejects the format`,
        })
        .optional()
        .describe("The fields of each line, in place of the default ones."),
    extraFields: fields.optional().describe("More fields of each line. Default: none."),
}).check(({ value, issues }) => {
    const bytes = Buffer.byteLength(JSON.stringify(accessLogFields(value)));
    if (bytes <= maxFormatBytes) return;
    const message = `fields whose format has at most ${maxFormatBytes} bytes, as API Gateway accepts no more; it has ${bytes}`;
    issues.push({ code: "custom", input: value, path: [], message });
});

/** The fields of a line of the access log, without those of callers, which the APIs' authorizers add. */
export function accessLogFields({
    fields = defaultFields,
    extraFields,
}: {
    readonly fields?: AccessLogFields | undefined;
    readonly extraFields?: AccessLogFields | undefined;
}): AccessLogFields {
    return { ...fields, ...extraFields };
}

/** The field with the status of the response; undefined if the settings leave it out. */
export function statusField(accessLogSettings: Parameters<typeof accessLogFields>[0]): string | undefined {
    return Object.entries(accessLogFields(accessLogSettings)).find(
        ([, variable]) => variable === "$context.status",
    )?.[0];
}
