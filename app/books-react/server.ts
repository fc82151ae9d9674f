import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

// Without HOST it listens on every interface, as a container must.
const { PORT = "3000", HOST = "0.0.0.0", PUBLIC_FOLDER = join(__dirname, "public") } = process.env;

/** Milliseconds for which requests in progress may continue after SIGTERM. */
const grace = 15_000;

const read = (name: string) => readFileSync(join(PUBLIC_FOLDER, name));
const page = { type: "text/html; charset=utf-8", body: read("index.html") };
const health = { type: "application/json", body: Buffer.from('{"status":"alive"}') };
const files: Readonly<Record<string, typeof page>> = {
    "/app.js": { type: "text/javascript; charset=utf-8", body: read("app.js") },
    "/healthz": health,
    "/readyz": health,
};

const server = createServer({ keepAliveTimeout: 60_000 }, respond);

server.listen(Number(PORT), HOST, () => log({ event: "listening", port: (server.address() as AddressInfo).port }));

process.once("SIGTERM", () => {
    log({ event: "closing" });
    setTimeout(() => server.closeAllConnections(), grace).unref();
    server.close(() => log({ event: "closed" }));
});

// Every path without a file shows the page, which may have its own.
function respond({ method = "", url = "/" }: IncomingMessage, response: ServerResponse): void {
    if (method !== "GET" && method !== "HEAD") {
        response.writeHead(405, { allow: "GET, HEAD" }).end();
        return;
    }
    const [path = ""] = url.split("?", 1);
    const { type, body } = files[path] ?? page;
    response.writeHead(200, {
        "content-type": type,
        "content-length": body.length,
        "cache-control": "no-cache",
        "content-security-policy": "default-src 'self'; frame-ancestors 'none'",
        "x-content-type-options": "nosniff",
    });
    response.end(method === "HEAD" ? undefined : body);
}

function log(entry: Readonly<Record<string, unknown>>): void {
    process.stdout.write(`${JSON.stringify(entry)}\n`);
}
