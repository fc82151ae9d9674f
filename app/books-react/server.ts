import { readdirSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";

// Without HOST it listens on every interface, as a container must. API_PATH is the path below which the same host has the APIs.
const { PORT = "3000", HOST = "0.0.0.0", PUBLIC_FOLDER = join(__dirname, "public"), API_PATH = "" } = process.env;

/** Milliseconds for which requests in progress may continue after SIGTERM. */
const grace = 15_000;

interface Content {
    readonly type: string;
    readonly body: Buffer;
    /** Cache-Control of a file whose name changes with its content. Default: it is asked for each time. */
    readonly cacheControl?: string;
}

const types: Readonly<Record<string, string>> = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
};
const json = (value: object): Content => ({ type: "application/json", body: Buffer.from(JSON.stringify(value)) });
const health = json({ status: "alive" });
const files: Readonly<Record<string, Content>> = {
    ...Object.fromEntries(["", "assets"].flatMap(filesIn)),
    "/site.json": json({ apiPath: API_PATH }),
    "/healthz": health,
    "/readyz": health,
};
const page = files["/index.html"];
if (page === undefined) throw new Error(`no index.html in "${PUBLIC_FOLDER}"`);

const withoutHash = (path: string) => path.replace(/-[A-Z0-9]{8}(?=\.\w+$)/, "");

// During a rollout a browser may get the page from a pod of the other release, whose files have other names.
const byName: Readonly<Record<string, Content>> = Object.fromEntries(
    Object.entries(files).map(([path, { type, body }]) => [withoutHash(path), { type, body }]),
);

// Longer than an Application Load Balancer keeps an idle connection (60 seconds), so that the server never closes one under a request
// (docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html).
const server = createServer({ keepAliveTimeout: 65_000 }, respond);

server.listen(Number(PORT), HOST, () => log({ event: "listening", port: (server.address() as AddressInfo).port }));

process.once("SIGTERM", () => {
    log({ event: "closing" });
    setTimeout(() => server.closeAllConnections(), grace).unref();
    server.close(() => log({ event: "closed" }));
});

function filesIn(folder: string): [string, Content][] {
    const entries = readdirSync(join(PUBLIC_FOLDER, folder), { withFileTypes: true }).filter((entry) => entry.isFile());
    return entries.map(({ name }) => {
        const type = types[extname(name)] ?? "application/octet-stream";
        const body = readFileSync(join(PUBLIC_FOLDER, folder, name));
        const cacheControl = folder === "" ? undefined : "public, max-age=31536000, immutable";
        return [`/${join(folder, name)}`, { type, body, ...(cacheControl && { cacheControl }) }];
    });
}

// Every path without a file's name shows the page, which may have its own.
function contentOf(path: string): Content | undefined {
    return files[path] ?? byName[withoutHash(path)] ?? (extname(path) === "" ? page : undefined);
}

function respond({ method = "", url = "/" }: IncomingMessage, response: ServerResponse): void {
    if (method !== "GET" && method !== "HEAD") {
        response.writeHead(405, { allow: "GET, HEAD" }).end();
        return;
    }
    const [path = ""] = url.split("?", 1);
    const content = contentOf(path);
    if (content === undefined) {
        response.writeHead(404, { "content-type": "text/plain", "cache-control": "no-cache" }).end("Not found");
        return;
    }
    const { type, body, cacheControl = "no-cache" } = content;
    response.writeHead(200, {
        "content-type": type,
        "content-length": body.length,
        "cache-control": cacheControl,
        "content-security-policy": "default-src 'self'; frame-ancestors 'none'",
        "x-content-type-options": "nosniff",
    });
    response.end(method === "HEAD" ? undefined : body);
}

function log(entry: Readonly<Record<string, unknown>>): void {
    process.stdout.write(`${JSON.stringify(entry)}\n`);
}
