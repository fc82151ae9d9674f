import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";
import { buffer, json } from "node:stream/consumers";
import sharp from "sharp";
import { type WebSocket, WebSocketServer } from "ws";
import { cacheControl, contentType } from "../../infra/edge/site/site-files";
import { buildSite } from "../../stacks/edge/site-build";
import { storedFile } from "../../stacks/edge/site-cache";

interface StoredPhoto {
    readonly photoId: string;
    readonly status: string;
    readonly images: readonly string[];
    readonly fileName: string;
    readonly uploadedAt: string;
    readonly reason?: string;
}

/** A host of the page of photos with an API, a bucket and a WebSocket that do what the page sees of them. */
export interface PhotosHost {
    readonly origin: string;
    readonly close: () => Promise<void>;
}

/** Starts the host; `project` is the folder of the project. */
export async function startPhotosHost(project: string, key: string): Promise<PhotosHost> {
    const built = buildSite(project, { build: "app/photos-react", output: "dist/public" });
    const files = [...built, storedFile("site.json", JSON.stringify({ apiPath: "/api" }))];
    const photos = new Map<string, StoredPhoto>();
    const thumbnail = await sharp({ create: { width: 160, height: 120, channels: 3, background: "#3377cc" } })
        .png()
        .toBuffer();
    const sockets = new Set<WebSocket>();
    let origin = "";

    const announce = (type: string, photoId: string, more: object = {}) => {
        const text = JSON.stringify({ id: `${type}:${photoId}:${randomUUID()}`, type, photoId, ...more });
        // Twice, as SNS may deliver a message more than once.
        for (const socket of sockets) for (const _ of [1, 2]) socket.send(text);
    };
    const change = (photoId: string, values: Partial<StoredPhoto>, type: string, more: object = {}) => {
        const photo = photos.get(photoId);
        if (photo === undefined) return;
        photos.set(photoId, { ...photo, ...values });
        announce(type, photoId, more);
    };

    const upload = async (request: IncomingMessage) => {
        const body = await buffer(request);
        const [, photoId = ""] = /name="key"\r\n\r\n([^\r]+)/.exec(body.toString("latin1")) ?? [];
        const start = body.indexOf("Content-Type: image/jpeg\r\n\r\n");
        try {
            await sharp(body.subarray(start + 28, body.lastIndexOf("\r\n--")), { failOn: "truncated" }).stats();
            change(photoId, { status: "ready", images: ["160", "640"] }, "photo.ready");
        } catch {
            change(photoId, { status: "failed", reason: "the photo is truncated or damaged" }, "photo.failed");
        }
    };

    const api = async (method: string, path: string, request: IncomingMessage): Promise<[number, unknown?]> => {
        const [, photoId = "", part, name] = path.split("/");
        if (path === "/channel") return [200, { url: `${origin.replace("http", "ws")}/live` }];
        if (path.startsWith("/all")) return [200, { photos: [...photos.values()].reverse() }];
        if (path === "/uploads") {
            const { fileName } = (await json(request)) as { readonly fileName: string };
            const id = randomUUID();
            const uploadedAt = new Date().toISOString();
            photos.set(id, { photoId: id, status: "requested", images: [], fileName, uploadedAt });
            return [201, { photoId: id, url: `${origin}/bucket`, fields: { key: id, policy: "signed" } }];
        }
        const photo = photos.get(photoId);
        if (photo === undefined) return [404, { message: "There is no such photo." }];
        if (part === "images") return photo.images.includes(name ?? "") ? [200, thumbnail] : [404];
        if (part === "filters") {
            const { filters } = (await json(request)) as { readonly filters: readonly string[] };
            const runId = randomUUID();
            const images = [...photo.images, ...filters];
            setImmediate(() => change(photoId, { images }, "filters.finished", { runId }));
            return [202, { runId, status: "running" }];
        }
        if (method === "DELETE") {
            photos.delete(photoId);
            announce("photo.deleted", photoId);
            return [204];
        }
        return [200, photo];
    };

    const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
        const { url = "/", method = "GET" } = request;
        if (url === "/bucket") {
            response.writeHead(204).end();
            return upload(request);
        }
        if (url.startsWith("/api/photos")) {
            if (request.headers["x-api-key"] !== key) {
                response.writeHead(403).end('{"message":"Forbidden"}');
                return;
            }
            const [status, body] = await api(method, url.slice("/api/photos".length), request);
            response.writeHead(status, { "content-type": Buffer.isBuffer(body) ? "image/png" : "application/json" });
            // As API Gateway does, to which image/* is no type of its list.
            const bytes = (image: Buffer) =>
                request.headers.accept === "image/webp" ? image : image.toString("base64");
            response.end(Buffer.isBuffer(body) ? bytes(body) : body && JSON.stringify(body));
            return;
        }
        const wanted = extname(url) === "" ? "index.html" : url.slice(1);
        const found = files.find(({ path }) => path === wanted);
        if (found === undefined) {
            response.writeHead(403).end();
            return;
        }
        const policy = "default-src 'self'; img-src 'self' blob:; frame-ancestors 'none'";
        const caching = { "content-type": contentType(wanted), "cache-control": cacheControl(wanted) };
        response.writeHead(200, { ...caching, "content-security-policy": policy }).end(readFileSync(found.source));
    };

    const server = createServer((request, response) => {
        respond(request, response).catch((error: unknown) => response.destroy(error as Error));
    }).listen(0, "127.0.0.1");
    const offered = `key.${Buffer.from(key).toString("base64url")}`;
    const live = new WebSocketServer({
        server,
        path: "/live",
        handleProtocols: (protocols) => (protocols.has(offered) ? "gatehouse" : false),
        verifyClient: ({ req }: { req: IncomingMessage }) =>
            req.headers["sec-websocket-protocol"]?.includes(offered) ?? false,
    });
    live.on("connection", (socket) => {
        sockets.add(socket);
        socket.once("close", () => sockets.delete(socket));
    });
    await once(server, "listening");
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const close = async () => {
        for (const socket of sockets) socket.terminate();
        live.close();
        server.closeAllConnections();
        server.close();
        await once(server, "close");
    };
    return { origin, close };
}
