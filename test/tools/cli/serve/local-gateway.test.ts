import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalGateway } from "../../../../tools/cli/serve/local-gateway";
import { UsageError } from "../../../../tools/cli/terminal/usage-error";
import type { GatewayRequest } from "../../../../tools/gateway-emulator/http/message";
import { operation, sampleApi } from "../../gateway-emulator/sample-api";
import { childApps } from "./child-apps";

const never = new AbortController().signal;
const request: GatewayRequest = {
    method: "GET",
    url: "/Test/pictures",
    headers: [["x-api-key", "key-of-web"]],
    body: Buffer.alloc(0),
    sourceIp: "192.0.2.1",
};

describe("an API with a model that cannot be compiled", () => {
    it("is rejected as invalid input, without a stack trace and before any app starts", async () => {
        const schema = { type: "object", properties: { email: { type: "string", pattern: "(?i)x" } } };
        const body = { required: true, schemas: { "application/json": schema } };
        const gateway = new LocalGateway({ projectFolder: "/no/such/folder", explains: false, log: () => {} });
        const api = sampleApi({ operations: [operation("POST", "/users", { body })] });
        const published = gateway.publish({ api }, never);
        await assert.rejects(published, (error) => {
            assert.ok(error instanceof UsageError);
            assert.deepEqual(error.problems, [
                'REST API "shop": "properties", "email", "pattern": got "(?i)x", want a regular expression that Java and JavaScript share (invalid group); validates POST /users',
            ]);
            return true;
        });
        await gateway.close();
    });
});

describe("an API with a server that is running already", () => {
    it("sends its calls there, and starts no program", async () => {
        const server = createServer(({ url }, response) => response.end(`called ${url}`));
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
        const address = server.address();
        assert.ok(typeof address === "object" && address !== null);
        const backends = [{ api: "pictures", origin: `http://127.0.0.1:${address.port}` }];
        const gateway = new LocalGateway({
            projectFolder: "/no/such/folder",
            explains: false,
            log: () => {},
            backends,
        });
        try {
            await gateway.publish({ api: sampleApi() }, never);
            const served = await gateway.serve(request);
            assert.equal(served?.response.body.toString(), "called /all");
        } finally {
            await gateway.close();
            server.close();
        }
    });
});

describe("an API that needs software which is not installed", () => {
    const { PATH } = process.env;
    let folder = "";
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
    });
    afterEach(() => {
        process.env.PATH = PATH;
        rmSync(folder, { recursive: true });
    });

    const database = { DATABASE_ENGINE: "mysql", DATABASE_NAME: "orders", DATABASE_USER: "app" };
    for (const [software, environment] of [
        ["Maven or a Java development kit is not installed", {}],
        ["MariaDB is not installed", database],
    ] as const) {
        it(`is left out with a message if ${software}, and its calls get 503`, async () => {
            mkdirSync(join(folder, "app/pictures"), { recursive: true });
            writeFileSync(join(folder, "app/pictures/pom.xml"), "<project/>");
            const lines: string[] = [];
            const gateway = new LocalGateway({
                projectFolder: folder,
                explains: false,
                log: (line) => lines.push(line),
            });
            process.env.PATH = folder;
            const apps = [{ name: "pictures", environment, host: "shop.internal" }];
            try {
                await gateway.publish({ api: sampleApi({ apps: { link1: apps } }) }, never);
                const served = await gateway.serve(request);
                assert.equal(served?.response.status, 503);
                const { message } = JSON.parse(served?.response.body.toString() ?? "");
                assert.ok(message.startsWith(`API "pictures" is left out: ${software} (apt-get install `), message);
                assert.deepEqual(lines, [`${message} Its calls get 503 until the next start.`]);
            } finally {
                await gateway.close();
            }
        });
    }
});

describe("the apps of several APIs", function () {
    this.timeout(60_000);

    let folder = "";
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    const silent = `
        console.log(JSON.stringify({ event: "failure", error: "is silent" }));
        setInterval(() => {}, 1_000);`;
    const listening = `
        import { createServer } from "node:http";
        const server = createServer().listen(Number(process.env.PORT), process.env.HOST, () => {
            console.log(JSON.stringify({ event: "listening", port: (server.address() as { port: number }).port }));
        });`;
    const publish = (programs: Readonly<Record<string, string>>, log: (line: string) => void, signal: AbortSignal) => {
        for (const [name, source] of Object.entries(programs)) {
            mkdirSync(join(folder, "app", name), { recursive: true });
            writeFileSync(join(folder, "app", name, "server.ts"), source);
        }
        const apps = Object.keys(programs).map((name) => ({ name, environment: {}, host: "shop.internal" }));
        const gateway = new LocalGateway({ projectFolder: folder, explains: false, log });
        return gateway.publish({ api: sampleApi({ apps: { link1: apps } }) }, signal);
    };

    it("are all stopped if one of them ends before it listens", async () => {
        const programs = { books: listening, orders: silent, pictures: "process.exit(3)" };
        await assert.rejects(
            publish(programs, () => {}, never),
            /app "pictures" ended with 3 before it listened/,
        );
        assert.deepEqual(childApps(), []);
    });

    it("are all stopped if the signal is aborted before one of them listens", async () => {
        const stop = new AbortController();
        const programs = { books: listening, orders: silent };
        await assert.rejects(
            publish(programs, () => stop.abort(new Error("Ctrl-C")), stop.signal),
            /Ctrl-C/,
        );
        assert.deepEqual(childApps(), []);
    });
});
