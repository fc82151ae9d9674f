import { z } from "zod";
import { isReference } from "./template-syntax";

// The error of each form completes "want …" in a message.
const text = (form: string, pattern = /^[\s\S]+$/) => z.string({ error: form }).regex(pattern, { error: form });
const record = <Value extends z.ZodType>(what: string, value: Value) =>
    z.record(z.string(), value, { error: `a map of ${what}` });

const nameForm =
    "a name of lower-case letters, digits and single hyphens such as orders, which `targets` of the API may replace by an ARN";
const name = text(nameForm, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
const queueForm = `${nameForm}; with .fifo at its end for a FIFO queue`;
const templateForm = "a mapping template, or the path of a .vtl file beside this one";
const functionForm =
    "a file in TypeScript or JavaScript beside this one such as functions/price.ts, or a function's ARN";

/** An expression of a template, such as `$input.path('$.id')`: what reaches the service as one of its parameters. */
const expressionForm = "an expression of a template such as $context.requestId or $input.path('$.id')";
const expression = text(expressionForm, /^\$\S.*$/).refine(isReference, { error: expressionForm });

const status = z
    .int({ error: "a status from 200 to 599" })
    .min(200, { error: "a status from 200 to 599" })
    .max(599, { error: "a status from 200 to 599" });

const parts = "'[^']*'|context\\.[\\w.-]+|stageVariables\\.[A-Za-z0-9_]+";
const requestForm =
    "a quoted literal such as 'application/json', method.request.(path|querystring|header|body)…, context… or stageVariables…";
// docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html
const requestSource = text(
    requestForm,
    new RegExp(
        `^(${parts}|method\\.request\\.(path|querystring|multivaluequerystring|header|multivalueheader)\\.[A-Za-z0-9:._$-]+|method\\.request\\.body(\\.\\S+)?)$`,
    ),
);
const responseForm =
    "a quoted literal such as 'no-store', integration.response.(header|body)…, context… or stageVariables…";
const responseSource = text(
    responseForm,
    new RegExp(`^(${parts}|integration\\.response\\.((header|multivalueheader)\\.[A-Za-z0-9:._$-]+|body(\\.\\S+)?))$`),
);
const headerName = text("the name of a header", /^[A-Za-z0-9-]+$/);
const contentHandling = z.enum(["CONVERT_TO_TEXT", "CONVERT_TO_BINARY"], {
    error: "CONVERT_TO_TEXT or CONVERT_TO_BINARY",
});
const templates = record("templates by media type", text(templateForm));

const response = z.strictObject(
    {
        status: status.exactOptional(),
        headers: z.record(headerName, responseSource, { error: "a map of mapping expressions by header" }).default({}),
        templates: templates.exactOptional(),
        contentHandling: contentHandling.exactOptional(),
    },
    { error: "a response such as { status: 202 }" },
);

/** The form of each integration, by its key: an operation has exactly one. */
export const targetForms = {
    mock: z.strictObject({ status }, { error: "{ status: 200 }" }),
    backend: z.strictObject(
        {
            method: z.enum(["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH"], {
                error: "a method such as GET",
            }),
            path: text("a path at the server such as /v2/{id}", /^\/[^\s?#]*$/),
            api: text("the name of an API of the stack", /^[a-z][a-z0-9-]*$/).exactOptional(),
        },
        { error: "{ method: POST, path: /v2/orders }" },
    ),
    lambda: z.strictObject(
        {
            function: text(
                functionForm,
                /^(arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(:[\w-]+)?|(?!\/)(?!.*\.\.)[\w./-]+\.(ts|js|mts|cts|mjs|cjs))$/,
            ),
            proxy: z.boolean({ error: "true or false" }).default(true),
        },
        { error: "{ function: functions/price.ts }" },
    ),
    sqs: z.strictObject(
        { queue: text(queueForm, /^[a-z][a-z0-9]*(-[a-z0-9]+)*(\.fifo)?$/), messageGroup: expression.exactOptional() },
        { error: "{ queue: orders }" },
    ),
    sns: z.strictObject({ topic: name }, { error: "{ topic: prices }" }),
    kinesis: z.strictObject(
        { stream: name, partitionKey: expression.default("$context.requestId") },
        { error: "{ stream: clicks }" },
    ),
    stepFunctions: z.strictObject(
        { stateMachine: name, sync: z.boolean({ error: "true or false" }).default(false) },
        { error: "{ stateMachine: fulfil }" },
    ),
    dynamodb: z.strictObject(
        {
            table: name,
            action: z.enum(["GetItem", "Query"], { error: "GetItem or Query" }),
            key: z
                .record(text("the name of an attribute", /^[A-Za-z0-9_.-]{1,255}$/), text("the name of a parameter"), {
                    error: "a map from key attributes to parameters of the operation such as { id: id }",
                })
                .refine((key) => [1, 2].includes(Object.keys(key).length), { error: "one or two key attributes" }),
        },
        { error: "{ table: own, action: GetItem, key: { id: id } }" },
    ),
    eventBridge: z.strictObject(
        {
            bus: name,
            // docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html
            source: text("a source of events other than aws.…, such as shop.orders", /^(?!aws\.)[\w./-]{1,256}$/),
            detailType: text("a detail type such as OrderPlaced", /^[\w ./-]{1,128}$/),
        },
        { error: "{ bus: shop, source: shop.orders, detailType: OrderPlaced }" },
    ),
    s3: z.strictObject(
        {
            bucket: name,
            key: text(
                "the key of an object such as images/{id}.png",
                /^(?!\/)(?=.{1,1024}$)([\w!.*()/+-]|\{[\w.-]+\+?\})+$/,
            ),
            action: z.enum(["get", "put", "head", "delete"], { error: "get, put, head or delete" }),
        },
        { error: "{ bucket: files, key: '{id}', action: get }" },
    ),
} as const;

/** The form of an operation's integration. */
export const integrationForm = z
    .strictObject(targetForms, { error: "an integration such as { sqs: { queue: orders } }" })
    .partial()
    .extend({
        request: z
            .strictObject(
                {
                    templates: templates.exactOptional(),
                    headers: z
                        .record(headerName, requestSource, { error: "a map of mapping expressions by header" })
                        .default({}),
                    query: record("mapping expressions by query parameter", requestSource).default({}),
                    path: record("mapping expressions by variable of the path", requestSource).default({}),
                },
                { error: "an object with templates, headers, query or path" },
            )
            .prefault({}),
        responses: record('responses by "default" or by pattern', response).default({}),
        contentHandling: contentHandling.exactOptional(),
        passthrough: z
            .enum(["when_no_match", "when_no_templates", "never"], {
                error: "when_no_match, when_no_templates or never",
            })
            .exactOptional(),
        // docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
        timeoutSeconds: z
            .number({ error: "a number from 0.05 to 29" })
            .min(0.05, { error: "a number from 0.05 to 29" })
            .max(29, { error: "a number from 0.05 to 29" })
            .exactOptional(),
    });

/** An integration as it is written. */
export type WrittenIntegration = z.output<typeof integrationForm>;
