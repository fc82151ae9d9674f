import { createServer } from "node:http";
import { Agent } from "undici";

// The minimum cost of a gateway on the same server and client: each request is forwarded, and its response returned.
const [upstream = ""] = process.argv.slice(2);
const agent = new Agent({ connections: 128, headersTimeout: 0, bodyTimeout: 0 });
const server = createServer(async (message, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk);
    const { host, connection, ...headers } = message.headers;
    const upstreamResponse = await agent.request({
        origin: upstream,
        path: message.url ?? "/",
        method: message.method ?? "GET",
        headers,
        body: chunks.length === 0 ? null : Buffer.concat(chunks),
    });
    const body = Buffer.from(await upstreamResponse.body.arrayBuffer());
    const {
        connection: theirs,
        "transfer-encoding": encoding,
        "keep-alive": alive,
        ...rest
    } = upstreamResponse.headers;
    response.writeHead(upstreamResponse.statusCode, rest);
    response.end(body);
});
server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    process.stdout.write(`${JSON.stringify({ origin: `http://127.0.0.1:${port}` })}\n`);
});
process.once("SIGTERM", () => process.exit(0));
