import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { text } from "node:stream/consumers";
import { listen } from "../../tools/gateway-emulator/listen";
import { type Run, runBundle, secretArn } from "./run-bundle";

interface Received {
    readonly method: string | undefined;
    readonly url: string | undefined;
    readonly headers: IncomingHttpHeaders;
    readonly body: string;
}

const key = "key-of-the-daily-call";

/** Runs the function against a server that responds with a status, and lists what the server receives. */
async function runAgainst(
    status: number,
    environment: Readonly<Record<string, string>> = { KEY: key, API_KEY_SECRET: secretArn },
): Promise<Run & { readonly url: string; readonly received: readonly Received[] }> {
    const received: Received[] = [];
    const server = createServer(async (request, response) => {
        const { method, url, headers } = request;
        received.push({ method, url, headers, body: await text(request) });
        response.writeHead(status, { location: "/elsewhere" }).end("[]");
    });
    const url = `http://127.0.0.1:${await listen(server)}/api/books`;
    try {
        return { ...(await runBundle("canary/daily-call", { OPERATION_URL: url, ...environment })), url, received };
    } finally {
        server.closeAllConnections();
        server.close();
        await once(server, "close");
    }
}

describe("the bundled function of the daily call", function () {
    this.timeout(60_000);

    it("sends a GET with the key from the secret and without a body, which CloudFront would reject", async () => {
        const { url, received, ...result } = await runAgainst(200);
        assert.deepEqual(result, { steps: [], result: `called ${url}` });
        assert.deepEqual(
            received.map(({ method, url: path, body }) => [method, path, body]),
            [["GET", "/api/books", ""]],
        );
        const [{ headers } = { headers: {} as IncomingHttpHeaders }] = received;
        assert.equal(headers["x-api-key"], key);
        assert.equal(headers["user-agent"], "gatehouse-canary");
        assert.deepEqual([headers["content-length"], headers["transfer-encoding"]], [undefined, undefined]);
    });

    it("reads no secret for an operation that needs no key", async () => {
        const { received, error } = await runAgainst(204, {});
        assert.equal(error, undefined);
        assert.deepEqual(
            received.map(({ headers }) => headers["x-api-key"]),
            [undefined],
        );
    });

    for (const status of [301, 403, 503])
        it(`fails for a response with ${status}, without the key in its message`, async () => {
            const { error, url, received } = await runAgainst(status);
            assert.equal(error, `GET ${url}: got ${status}, want 2xx`);
            assert.equal(received.length, 1);
        });

    it("fails without calling anything for a secret that is not a key, without quoting it", async () => {
        const { error, received } = await runAgainst(200, { KEY: "hunter2\n", API_KEY_SECRET: secretArn });
        assert.deepEqual([error, received], ["the secret has no API key", []]);
    });
});
