import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { functionUri } from "../../../../openapi/function-invocation";
import { projectFolder } from "../../../../tools/cli/project/project";
import { readTables } from "../../../../tools/cli/serve/read-tables";
import type { StateResource } from "../../../../tools/cloud-simulator/state/state-resource";
import { readNodeFunctions } from "../../../../tools/gateway-emulator/state/node-functions";
import { readRoles } from "../../../../tools/gateway-emulator/state/read-roles";
import { operation, sampleApi } from "../../gateway-emulator/sample-api";
import { arnOf, mapping, nodeFunction, queue, resource } from "../serve/services/state";

const place = { partition: "aws", region: "eu-central-1", accountId: "123456789012" };
const topicArn = arnOf("sns", "photos");
const socketUrl = "wss://ws1.execute-api.eu-central-1.amazonaws.com";

/** The state of a stack with the API `photos`, its pipeline and its WebSocket API, with the real functions, bundled into a folder. */
export function photosStack(folder: string) {
    const add = (
        name: string,
        file: string,
        actions: readonly string[],
        variables: Readonly<Record<string, string>> = {},
    ) => nodeFunction(name, bundle(folder, name, file), actions, { ...photoVariables, ...variables });
    const table = [
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
        "dynamodb:Query",
        "dynamodb:DeleteItem",
    ];
    const poll = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];
    const sockets = { WEB_SOCKET_TABLE: "connections", WEB_SOCKET_STAGES: "Test" };
    const resources: StateResource[] = [
        ...add("request-upload", "app/photos/functions/request-upload.ts", ["dynamodb:PutItem", "s3:PutObject"]),
        permission("request-upload", "apigateway.amazonaws.com", "*"),
        ...add("thumbnail", "app/photos/pipeline/thumbnail.ts", [
            ...table,
            ...poll,
            "s3:*",
            "sns:Publish",
            "sqs:SendMessage",
        ]),
        ...add("connect", "functions/websocket/connect.ts", ["dynamodb:PutItem"], sockets),
        ...add("disconnect", "functions/websocket/disconnect.ts", ["dynamodb:DeleteItem"], sockets),
        ...add(
            "push",
            "functions/websocket/push.ts",
            ["dynamodb:Query", "dynamodb:DeleteItem", "execute-api:ManageConnections", ...poll],
            {
                ...sockets,
                WEB_SOCKET_CONNECTIONS_ENDPOINT: socketUrl.replace("wss", "https"),
            },
        ),
        queue("push-dead"),
        queue("push", { visibilityTimeoutSeconds: 360, messageRetentionSeconds: 3_600 }, "push-dead"),
        mapping("push", "push", { batchSize: 1 }),
        queue("dead"),
        queue("uploads", {
            visibilityTimeoutSeconds: 360,
            redrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf("sqs", "dead"), maxReceiveCount: 8 }),
        }),
        mapping("uploads", "thumbnail"),
        resource("aws:s3/bucket:Bucket", "photos", { bucket: "photos" }),
        resource("aws:s3/bucketVersioning:BucketVersioning", "photos", {
            bucket: "photos",
            versioningConfiguration: { status: "Enabled" },
        }),
        resource("aws:s3/bucketNotification:BucketNotification", "photos", {
            bucket: "photos",
            queues: [
                {
                    id: "uploads",
                    queueArn: arnOf("sqs", "uploads"),
                    events: ["s3:ObjectCreated:*"],
                    filterPrefix: "uploads/",
                },
            ],
        }),
        resource("aws:sns/topic:Topic", "photos", { arn: topicArn }),
        resource("aws:sns/topicSubscription:TopicSubscription", "push", {
            arn: `${topicArn}:push`,
            topic: topicArn,
            protocol: "sqs",
            endpoint: arnOf("sqs", "push"),
            rawMessageDelivery: true,
            redrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf("sqs", "push-dead") }),
        }),
        ...tables,
        ...webSocket(),
    ];
    const integration = {
        type: "aws_proxy" as const,
        httpMethod: "POST",
        uri: functionUri(place, "request-upload", "").replace(":/invocations", "/invocations"),
    };
    const api = sampleApi({
        operations: [operation("POST", "/photos/uploads", { integration })],
        executionArn: arnOf("execute-api", "api1"),
        nodeFunctions: readNodeFunctions(resources),
        roles: readRoles(resources),
        apps: {},
    });
    return { api, tables: readTables(resources), resources };
}

const photoVariables = {
    PHOTO_BUCKET: "photos",
    PHOTO_TABLE: "photos",
    PHOTO_TOPIC_ARN: topicArn,
    PHOTO_DEAD_LETTER_QUEUE_URL: "https://sqs.eu-central-1.amazonaws.com/123456789012/dead",
    PHOTO_MAXIMUM_BYTES: "20000000",
    PHOTO_MAXIMUM_PIXELS: "50000000",
    PHOTO_THUMBNAIL_PIXELS: "160,640",
    PHOTO_MAXIMUM_ATTEMPTS: "5",
    PHOTO_FORM_SECONDS: "300",
};

const tables = [
    resource("aws:dynamodb/table:Table", "photos", {
        name: "photos",
        hashKey: "photoId",
        attributes: ["photoId", "shelf", "uploadedAt"].map((name) => ({ name, type: "S" })),
        globalSecondaryIndexes: [{ name: "byTime", hashKey: "shelf", rangeKey: "uploadedAt", projectionType: "ALL" }],
    }),
    resource("aws:dynamodb/table:Table", "connections", {
        name: "connections",
        hashKey: "stage",
        rangeKey: "connectionId",
        attributes: ["stage", "connectionId"].map((name) => ({ name, type: "S" })),
    }),
];

function webSocket(): StateResource[] {
    const route = (key: string, functionName: string, changes: Readonly<Record<string, unknown>> = {}) => [
        resource("aws:apigatewayv2/integration:Integration", functionName, {
            id: functionName,
            apiId: "ws1",
            integrationUri: functionUri(place, functionName, "").replace(":/invocations", "/invocations"),
        }),
        resource("aws:apigatewayv2/route:Route", functionName, {
            id: functionName,
            apiId: "ws1",
            routeKey: key,
            target: `integrations/${functionName}`,
            ...changes,
        }),
        permission(functionName, "apigateway.amazonaws.com", "*"),
    ];
    return [
        resource("aws:apigatewayv2/api:Api", "photos", {
            id: "ws1",
            name: "photos",
            protocolType: "WEBSOCKET",
            apiEndpoint: socketUrl,
            executionArn: arnOf("execute-api", "ws1"),
            routeSelectionExpression: "$request.body.action",
            apiKeySelectionExpression: "$request.header.x-api-key",
        }),
        ...route("$connect", "connect", { apiKeyRequired: true }),
        ...route("$disconnect", "disconnect"),
        resource("aws:apigatewayv2/stage:Stage", "photos", {
            apiId: "ws1",
            name: "Test",
            defaultRouteSettings: { throttlingBurstLimit: 500, throttlingRateLimit: 500 },
        }),
        resource("aws:apigateway/usagePlan:UsagePlan", "standard", {
            id: "p1",
            name: "standard",
            apiStages: [
                { apiId: "api1", stage: "Test" },
                { apiId: "ws1", stage: "Test" },
            ],
        }),
    ];
}

function permission(functionName: string, principal: string, sourceArn: string): StateResource {
    return resource("aws:lambda/permission:Permission", functionName, { function: functionName, principal, sourceArn });
}

// As stacks/apis/function-code.ts does it, but sharp is the one of this machine.
function bundle(folder: string, name: string, file: string): string {
    const own = join(folder, name);
    mkdirSync(own);
    const { outputFiles } = buildSync({
        absWorkingDir: projectFolder,
        entryPoints: [file],
        bundle: true,
        write: false,
        platform: "node",
        target: "node20",
        format: "cjs",
        external: ["@aws-sdk/*", "sharp"],
    });
    writeFileSync(join(own, "index.js"), outputFiles[0]?.text ?? "");
    return own;
}
