import { createHash } from "node:crypto";
import { request as httpRequest, type ServerResponse } from "node:http";
import { z } from "zod";
import { type Caller, deniedMessage, ServiceError } from "../../../service-emulator/caller";
import { readBody, sendText } from "../../../service-emulator/wire/request-body";
import type { HandlerOptions, ServiceHandler } from "../../../service-emulator/wire/service-handler";
import { verifySignature } from "../../../service-emulator/wire/verify-signature";

const requestForm = z.looseObject({
    TableName: z.string().optional(),
    IndexName: z.string().optional(),
    RequestItems: z.record(z.string(), z.unknown()).optional(),
    TransactItems: z.array(z.record(z.string(), z.looseObject({ TableName: z.string() }))).optional(),
});

// DynamoDB quotas: 16 MB for a batch, in the form of JSON.
const maxBody = 32 * 1024 * 1024;

/**
 * Passes requests to the local DynamoDB, which checks no one, if the policies of the caller's role allow them.
 * @param place account and partition of the tables.
 * @param endpoint URL of the local DynamoDB; undefined if the stack has no table.
 */
export function createTablesHandler(
    options: HandlerOptions,
    place: { readonly partition: string; readonly accountId: string },
    endpoint: () => string | undefined,
): ServiceHandler {
    return async (request, response) => {
        const body = (await readBody(request, maxBody)) ?? Buffer.alloc(0);
        try {
            const payloadHash = createHash("sha256").update(body).digest("hex");
            const signed = { method: request.method ?? "POST", url: request.url ?? "/", headers: request.headers };
            const { find, region, now } = options;
            const verified = verifySignature(signed, { find, service: "dynamodb", region, now: now(), payloadHash });
            if (verified.kind !== "verified")
                throw new ServiceError(
                    "UnrecognizedClientException",
                    "The security token included in the request is invalid.",
                );
            const action =
                String(request.headers["x-amz-target"] ?? "")
                    .split(".")
                    .at(-1) ?? "";
            for (const [needed, table] of accesses(action, body))
                requireAccess(
                    verified.caller,
                    needed,
                    `arn:${place.partition}:dynamodb:${region}:${place.accountId}:table/${table}`,
                );
            const target = endpoint();
            if (target === undefined) throw new ServiceError("ResourceNotFoundException", "the stack has no table");
            await forward(target, request, body, response);
        } catch (error) {
            if (!(error instanceof ServiceError)) throw error;
            const text = JSON.stringify({ __type: `com.amazon.coral.service#${error.code}`, message: error.message });
            const headers = { "Content-Type": "application/x-amz-json-1.0" };
            sendText(response, { status: error.status, headers, body: text });
        }
    };
}

// The actions that a request needs, with the table or index of each
// (docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html).
function accesses(action: string, body: Buffer): (readonly [action: string, resource: string])[] {
    const { TableName, IndexName, RequestItems, TransactItems } = requestForm.parse(JSON.parse(body.toString("utf8")));
    if (RequestItems !== undefined) return Object.keys(RequestItems).map((table) => [action, table]);
    if (TransactItems !== undefined)
        return TransactItems.flatMap((item) =>
            Object.entries(item).map(
                ([kind, { TableName: table }]) => [transactionActions[kind] ?? action, table] as const,
            ),
        );
    if (TableName === undefined) return [[action, "*"]];
    return [[action, IndexName === undefined ? TableName : `${TableName}/index/${IndexName}`]];
}

const transactionActions: Readonly<Record<string, string>> = {
    Get: "GetItem",
    Put: "PutItem",
    Update: "UpdateItem",
    Delete: "DeleteItem",
    ConditionCheck: "ConditionCheckItem",
};

function requireAccess(caller: Caller, action: string, resource: string): void {
    if (caller.allows(`dynamodb:${action}`, resource)) return;
    throw new ServiceError("AccessDeniedException", deniedMessage(caller, `dynamodb:${action}`, resource));
}

function forward(
    endpoint: string,
    { headers }: { readonly headers: NodeJS.Dict<string | string[]> },
    body: Buffer,
    response: ServerResponse,
): Promise<void> {
    return new Promise((done, failed) => {
        const sent = httpRequest(endpoint, { method: "POST", headers: { ...headers, host: new URL(endpoint).host } });
        sent.on("error", failed);
        sent.on("response", (received) => {
            response.writeHead(received.statusCode ?? 500, received.headers);
            received.pipe(response);
            response.on("close", done);
        });
        sent.end(body);
    });
}
