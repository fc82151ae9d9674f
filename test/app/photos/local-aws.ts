import { createHash, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import dynalite from "dynalite";
import { ObjectStore } from "../../../tools/service-emulator/storage/object-store";
import { createS3Handler } from "../../../tools/service-emulator/storage/s3-handler";
import type { ServiceHandler } from "../../../tools/service-emulator/wire/service-handler";
import { credentials, handlerOptions, region, TestCaller } from "../../tools/service-emulator/local-services";
import { createTable } from "./photo-table";
import { loseResponse, sendJson } from "./responses";

// Read when a client is made.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const queueArn = `arn:aws:sqs:${region}:123456789012:photos`;
const machineArn = `arn:aws:states:${region}:123456789012:stateMachine:photos`;

/** An execution of the state machine, which a test ends by changing its status. */
export interface Execution {
    readonly input: string;
    status: "RUNNING" | "SUCCEEDED" | "FAILED";
}

/**
 * The services that the functions of app/photos call, on this machine: a real store of objects and a real DynamoDB behind the real
 * clients, and the calls of the others recorded. One per process, as clients keep the first endpoint that they find.
 */
export class LocalAws {
    /** Messages of S3 for the queue. */
    readonly notifications: string[] = [];
    readonly deadLetters: { readonly body: string; readonly reason: string }[] = [];
    /** Messages of the topic, in JSON. */
    readonly announcements: string[] = [];
    readonly executions = new Map<string, Execution>();
    /** Calls so far, such as "PUT /s3/photos/images/…". */
    readonly calls: string[] = [];
    /** Which of the next calls loses its connection, counted from 0: before the service has it, or before the response. */
    interruption: { readonly call: number; readonly before: "request" | "response" } | undefined;
    /** Runs before one of the next calls is served, counted from 0. */
    event: { readonly call: number; readonly run: () => Promise<void> } | undefined;

    readonly environment: Readonly<Record<string, string>>;

    private constructor(
        readonly store: ObjectStore,
        private readonly handlers: Readonly<Record<string, ServiceHandler>>,
        readonly endpoint: string,
    ) {
        this.environment = {
            ...Object.fromEntries(
                ["S3", "SQS", "SNS", "SFN", "DYNAMODB"].map((name) => [
                    `AWS_ENDPOINT_URL_${name}`,
                    `${endpoint}/${name.toLowerCase()}`,
                ]),
            ),
            AWS_REGION: region,
            AWS_ACCESS_KEY_ID: credentials.accessKeyId,
            AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
            AWS_SESSION_TOKEN: "",
            AWS_PROFILE: "",
            // An interrupted call has to fail.
            AWS_MAX_ATTEMPTS: "1",
            PHOTO_BUCKET: "photos",
            PHOTO_TABLE: "photos",
            PHOTO_TOPIC_ARN: `arn:aws:sns:${region}:123456789012:photos`,
            PHOTO_FILTER_MACHINE_ARN: machineArn,
            PHOTO_DEAD_LETTER_QUEUE_URL: `${endpoint}/sqs/123456789012/dead-letters`,
            PHOTO_MAXIMUM_BYTES: "20000000",
            PHOTO_MAXIMUM_PIXELS: "50000000",
            PHOTO_THUMBNAIL_PIXELS: "160,640",
            PHOTO_MAXIMUM_ATTEMPTS: "5",
            PHOTO_FORM_SECONDS: "300",
        };
    }

    /** Starts the services, or returns those of this process. */
    static start(): Promise<LocalAws> {
        running ??= LocalAws.open();
        return running;
    }

    private static async open(): Promise<LocalAws> {
        const folder = mkdtempSync(join(tmpdir(), "gatehouse-photos-"));
        process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
        const events: { deliver?: (message: string) => void } = {};
        const notification = {
            id: "uploads",
            destination: queueArn,
            events: ["s3:ObjectCreated:*"],
            prefix: "uploads/",
        };
        const store = await ObjectStore.open({
            ...{ folder, region, now: Date.now, newId: randomUUID },
            buckets: [{ name: "photos", isVersioned: true, cors: [], notifications: [notification] }],
            deliver: (_, message) => events.deliver?.(message),
        });
        const tables: Server = dynalite({ createTableMs: 0, deleteTableMs: 0 });
        const handlers: Record<string, ServiceHandler> = {
            s3: createS3Handler(store, handlerOptions(new TestCaller())),
            dynamodb: async (request, response) => {
                request.url = "/";
                tables.emit("request", request, response);
            },
        };
        const server = createServer();
        // A client that is slow on a busy machine would use a connection that the server is about to close.
        server.keepAliveTimeout = 60_000;
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        // The process ends without waiting for it.
        server.unref();
        const { port } = server.address() as AddressInfo;
        const aws = new LocalAws(store, handlers, `http://127.0.0.1:${port}`);
        Object.assign(handlers, {
            sqs: aws.sqs.bind(aws),
            sns: aws.sns.bind(aws),
            sfn: aws.states.bind(aws),
        });
        events.deliver = (message) => aws.notifications.push(message);
        server.on("request", (request, response) => aws.serve(request, response));
        await createTable(`${aws.endpoint}/dynamodb`);
        return aws;
    }

    /** Forgets what the other tests have sent. */
    reset(): void {
        for (const list of [this.notifications, this.deadLetters, this.announcements, this.calls]) list.length = 0;
        this.executions.clear();
        this.interruption = undefined;
        this.event = undefined;
    }

    /** Begins to count calls. */
    countCalls(): void {
        this.calls.length = 0;
        this.interruption = undefined;
        this.event = undefined;
    }

    /** Keys of all versions in the bucket that begin so, delete markers included. */
    versions(prefix: string): string[] {
        const bucket = this.store.bucket("photos");
        return bucket
            .keys()
            .filter((key) => key.startsWith(prefix))
            .flatMap((key) => bucket.versionsOf(key).map(() => key));
    }

    private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const [, service = ""] = (request.url ?? "").split("/");
        const isInterrupted = this.interruption?.call === this.calls.length;
        this.calls.push(`${request.method} ${request.url} ${request.headers["x-amz-target"] ?? ""}`.trim());
        if (this.event?.call === this.calls.length - 1) await this.event.run();
        if (isInterrupted && this.interruption?.before === "request") return void request.socket.destroy();
        if (isInterrupted) loseResponse(request, response);
        try {
            await this.handlers[service]?.(request, response, (request.url ?? "").slice(service.length + 1));
        } catch (error) {
            if (!isInterrupted) throw error;
        }
    }

    private async sqs(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const { MessageBody: body, MessageAttributes: attributes } = JSON.parse(await text(request));
        this.deadLetters.push({ body, reason: attributes.reason.StringValue });
        sendJson(response, { MessageId: randomUUID(), MD5OfMessageBody: createHash("md5").update(body).digest("hex") });
    }

    private async sns(request: IncomingMessage, response: ServerResponse): Promise<void> {
        this.announcements.push(new URLSearchParams(await text(request)).get("Message") ?? "");
        response.end(
            `<PublishResponse><PublishResult><MessageId>${randomUUID()}</MessageId></PublishResult></PublishResponse>`,
        );
    }

    // As a standard workflow: a name is accepted again only while it runs with the same input.
    private async states(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const { name, input, executionArn } = JSON.parse(await text(request));
        const arn = executionArn ?? `${machineArn.replace(":stateMachine:", ":execution:")}:${name}`;
        const found = this.executions.get(arn);
        if (String(request.headers["x-amz-target"]).endsWith(".DescribeExecution")) {
            return found === undefined
                ? sendJson(response, { __type: "ExecutionDoesNotExist" }, 400)
                : sendJson(response, { executionArn: arn, status: found.status, startDate: 1 });
        }
        if (found !== undefined && (found.status !== "RUNNING" || found.input !== input)) {
            return sendJson(response, { __type: "ExecutionAlreadyExists" }, 400);
        }
        if (found === undefined) this.executions.set(arn, { input, status: "RUNNING" });
        sendJson(response, { executionArn: arn, startDate: 1 });
    }
}

let running: Promise<LocalAws> | undefined;
