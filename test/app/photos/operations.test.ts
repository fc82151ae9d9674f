import assert from "node:assert/strict";
import { handler as applyFilters } from "../../../app/photos/functions/apply-filters";
import { handler as deletePhoto } from "../../../app/photos/functions/delete-photo";
import { handler as getChannel } from "../../../app/photos/functions/get-channel";
import { handler as getFilterRun } from "../../../app/photos/functions/get-filter-run";
import { handler as getImage } from "../../../app/photos/functions/get-image";
import { handler as getPhoto } from "../../../app/photos/functions/get-photo";
import { handler as listPhotos } from "../../../app/photos/functions/list-photos";
import { handler as requestUpload } from "../../../app/photos/functions/request-upload";
import { handler as status } from "../../../app/photos/functions/socket/status";
import { handler as uploadPhoto } from "../../../app/photos/functions/upload-photo";
import type { OperationEvent } from "../../../app/photos/photos/operation";
import type { Photo } from "../../../app/photos/photos/photo";
import { Contract, type ContractResponse } from "../contract";
import { messageOf, Pipeline, quietly } from "./pipeline";
import { jpeg, png } from "./test-photos";

const unknown = "01900000-0000-7000-8000-000000000000";
const handlers = {
    ...{
        applyFilters,
        deletePhoto,
        getChannel,
        getFilterRun,
        getImage,
        getPhoto,
        listPhotos,
        requestUpload,
        uploadPhoto,
    },
};

const pipeline = new Pipeline();
const contract = new Contract("photos");

/** Calls an operation as the gateway does, and checks its response against the document. */
async function call(
    operationId: keyof typeof handlers,
    event: Partial<OperationEvent> & { readonly json?: object } = {},
): Promise<ContractResponse> {
    const { json, ...rest } = event;
    const body = json === undefined ? null : JSON.stringify(json);
    const result = await quietly(() =>
        handlers[operationId]({ body, ...rest, requestContext: { stage: "Test", requestId: "1" } }),
    );
    const bytes = result.isBase64Encoded ? Buffer.from(result.body, "base64") : result.body;
    const { statusCode, headers } = result;
    return contract.checked(
        operationId,
        new Response(statusCode === 204 ? null : bytes, { status: statusCode, headers }),
    );
}

const of = (photoId: string, more: Record<string, string> = {}) => ({ pathParameters: { photoId, ...more } });

async function photo(photoId: string): Promise<Photo> {
    const { status, body } = await call("getPhoto", of(photoId));
    assert.equal(status, 200);
    return body as Photo;
}

/** Takes the messages of S3 from the queue and processes them. */
async function processed(): Promise<void> {
    const messages = pipeline.aws.notifications.splice(0).map((body) => messageOf(body));
    assert.deepEqual(await pipeline.deliver(...messages), []);
}

async function uploaded(bytes: Buffer): Promise<string> {
    const { status, body } = await call("uploadPhoto", { body: bytes.toString("base64"), isBase64Encoded: true });
    assert.equal(status, 202);
    return (body as Photo).photoId;
}

describe("app/photos: the operations", function () {
    this.timeout(120_000);
    before(() => pipeline.start());
    beforeEach(() => pipeline.aws.reset());
    after(() => pipeline.stop());

    it("have a handler each", () => {
        const ids = contract.document.operations.map(({ operationId }) => operationId);
        assert.deepEqual(ids.sort(), Object.keys(handlers).sort());
    });

    it("store a small photo, whose type is that of its content", async () => {
        const photoId = await uploaded(await png(300, 200));
        const { status, contentType, images, bytes } = await photo(photoId);
        assert.deepEqual([status, contentType, images, (bytes ?? 0) > 1000], ["uploaded", "image/png", [], true]);
        await processed();
        const ready = await photo(photoId);
        assert.deepEqual([ready.status, ready.width, ready.height, ready.images], ["ready", 300, 200, ["160", "640"]]);
    });

    it("reject a body that is no small photo", async () => {
        const upload = async (bytes: Buffer) =>
            (await call("uploadPhoto", { body: bytes.toString("base64"), isBase64Encoded: true })).status;
        assert.equal(await upload(Buffer.alloc(0)), 400);
        assert.equal(await upload(Buffer.from("GIF89a")), 415);
        assert.equal(await upload(Buffer.concat([await jpeg(), Buffer.alloc(4_000_000)])), 413);
        assert.deepEqual(pipeline.aws.notifications, []);
    });

    it("return a form that admits one photo of the type and size that it is for", async () => {
        const { status, body } = await call("requestUpload", {
            json: { contentType: "image/jpeg", fileName: "cat.jpg" },
        });
        assert.equal(status, 201);
        const form = body as { photoId: string; url: string; fields: Record<string, string>; expiresAt: string };
        const left = Date.parse(form.expiresAt) - Date.now();
        assert.ok(left > 290_000 && left <= 300_000, String(left));
        const send = async (bytes: Buffer, changes: Record<string, string> = {}) => {
            const data = new FormData();
            for (const [name, value] of Object.entries({ ...form.fields, ...changes })) data.append(name, value);
            data.append("file", new Blob([Uint8Array.from(bytes)]), "cat.jpg");
            return (await fetch(form.url, { method: "POST", body: data })).status;
        };
        assert.equal((await photo(form.photoId)).status, "requested");
        assert.equal(await send(await jpeg(), { "Content-Type": "text/html" }), 403);
        assert.equal(await send(await jpeg(), { key: `uploads/${unknown}` }), 403);
        assert.equal(await send(Buffer.alloc(0)), 400);
        assert.equal(await send(Buffer.alloc(20_000_001)), 400);
        assert.deepEqual(pipeline.aws.notifications, []);
        assert.equal(await send(await jpeg()), 204);
        await processed();
        const { status: now, fileName } = await photo(form.photoId);
        assert.deepEqual([now, fileName], ["ready", "cat.jpg"]);
    });

    it("reject a request for a form that they do not know", async () => {
        for (const json of [
            {},
            { contentType: "image/gif" },
            { contentType: "image/png", fileName: "" },
            { contentType: "image/png", fileName: 3 },
        ]) {
            assert.equal((await call("requestUpload", { json })).status, 400, JSON.stringify(json));
        }
        for (const body of ["", "[]", "{", "null"])
            assert.equal((await call("requestUpload", { body })).status, 400, body);
    });

    it("list photos that have arrived page by page, newest first", async () => {
        const ids: string[] = [];
        for (let index = 0; index < 5; index++) ids.unshift(await uploaded(await jpeg(60, 40)));
        await call("requestUpload", { json: { contentType: "image/jpeg" } });
        const found: string[] = [];
        let after: string | undefined;
        do {
            const queryStringParameters = { limit: "2", ...(after && { after }) };
            const { body } = await call("listPhotos", { queryStringParameters });
            const page = body as { photos: Photo[]; next?: string };
            assert.ok(page.photos.length <= 2);
            found.push(...page.photos.map(({ photoId }) => photoId));
            after = page.next;
        } while (after !== undefined && found.length < 5);
        assert.deepEqual(found.slice(0, 5), ids);
        for (const query of [{ limit: "0" }, { limit: "101" }, { limit: "x" }, { after: "eA" }]) {
            assert.equal(
                (await call("listPhotos", { queryStringParameters: query })).status,
                400,
                JSON.stringify(query),
            );
        }
    });

    it("return an image for ever, and none that there is not", async () => {
        const photoId = await uploaded(await jpeg(300, 200));
        assert.equal((await call("getImage", of(photoId, { image: "160" }))).status, 404);
        await processed();
        const { status, headers } = await call("getImage", of(photoId, { image: "160" }));
        assert.deepEqual(
            [status, headers.get("content-type"), headers.get("cache-control")],
            [200, "image/webp", "max-age=31536000, immutable"],
        );
        assert.equal((await call("getImage", of(photoId, { image: "sepia" }))).status, 404);
        assert.equal((await call("getImage", of(photoId, { image: "../x" }))).status, 400);
    });

    it("delete a photo once", async () => {
        const photoId = await uploaded(await jpeg(300, 200));
        await processed();
        assert.equal((await call("deletePhoto", of(photoId.toUpperCase()))).status, 204);
        assert.equal((await call("deletePhoto", of(photoId))).status, 404);
        for (const operation of ["getPhoto", "getImage", "getFilterRun"] as const) {
            const event = of(photoId, { image: "160", runId: "0".repeat(24) });
            assert.equal((await call(operation, event)).status, 404, operation);
        }
        assert.deepEqual(await pipeline.remains(photoId), { row: undefined, keys: [] });
    });

    it("reject an id that is not a UUID", async () => {
        for (const operation of ["getPhoto", "getImage", "getFilterRun", "deletePhoto", "applyFilters"] as const) {
            const event = { ...of("x", { image: "160", runId: "0".repeat(24) }), json: { filters: ["sepia"] } };
            assert.equal((await call(operation, event)).status, 400, operation);
            assert.equal(
                (await call(operation, { ...event, ...of(unknown, { image: "160", runId: "0".repeat(24) }) })).status,
                404,
            );
        }
    });

    it("return 503 while a service cannot be reached, and allow the origin of a page", async () => {
        process.env.CORS_ALLOW_ORIGIN = "https://photos.example.com";
        pipeline.aws.countCalls();
        pipeline.aws.interruption = { call: 0, before: "request" };
        const { status, headers } = await call("getPhoto", of(unknown));
        delete process.env.CORS_ALLOW_ORIGIN;
        assert.deepEqual(
            [status, headers.get("retry-after"), headers.get("access-control-allow-origin")],
            [503, "1", "https://photos.example.com"],
        );
    });

    it("return the URL of the channel of their stage, if the stack has one", async () => {
        assert.equal((await call("getChannel")).status, 404);
        process.env.WEB_SOCKET_ENDPOINT = "wss://abc.execute-api.us-east-1.amazonaws.com";
        const { body } = await call("getChannel");
        delete process.env.WEB_SOCKET_ENDPOINT;
        assert.deepEqual(body, { url: "wss://abc.execute-api.us-east-1.amazonaws.com/Test" });
    });

    it("say the status of a photo on the channel", async () => {
        const photoId = await uploaded(await jpeg(300, 200));
        const ask = async (message: string) => JSON.parse((await status({ body: message })).body);
        assert.deepEqual(await ask(JSON.stringify({ action: "status", photoId })), { photoId, status: "uploaded" });
        const missing = { photoId: unknown, message: "There is no such photo." };
        assert.deepEqual(await ask(JSON.stringify({ action: "status", photoId: unknown })), missing);
        for (const text of ["", "{}", "null", '{"photoId":3}', '{"photoId":{"toString":1,"valueOf":1}}']) {
            assert.deepEqual(await ask(text), { message: "photoId must be a UUID." }, text);
        }
    });

    it("start filters of a photo that is ready, and say how far they are", async () => {
        const photoId = await uploaded(await jpeg(300, 200));
        const json = { filters: ["sepia", "blur"] };
        assert.equal((await call("applyFilters", { ...of(photoId), json })).status, 409);
        await processed();
        for (const wrong of [{}, { filters: [] }, { filters: ["sepia", "sepia"] }, { filters: "sepia" }]) {
            assert.equal(
                (await call("applyFilters", { ...of(photoId), json: wrong })).status,
                400,
                JSON.stringify(wrong),
            );
        }
        const { status, body } = await call("applyFilters", { ...of(photoId), json });
        assert.equal(status, 202);
        const { runId } = body as { runId: string };
        assert.deepEqual((await call("getFilterRun", of(photoId, { runId }))).body, { runId, status: "running" });
        assert.equal((await call("getFilterRun", of(photoId, { runId: "0".repeat(24) }))).status, 404);
        assert.equal((await call("getFilterRun", of(photoId, { runId: "x" }))).status, 400);
    });

    it("have all been called successfully", () => {
        assert.deepEqual(contract.uncalled(), []);
    });
});
