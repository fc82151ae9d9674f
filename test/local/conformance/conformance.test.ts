import assert from "node:assert/strict";
import { once } from "node:events";
import type { Server } from "node:http";
import { conformanceCommand } from "../../../local/conformance/conformance-command";
import type { DeployedApi } from "../../../local/gateway/deployed-api";
import { createGatewayServer } from "../../../local/gateway/http-server";
import { bench, ok, operation, sampleApi, settings, stage } from "../gateway/sample-api";

/** Runs the suite against an API; the backend's clock goes on by a second a call. */
async function judge(api: DeployedApi, withDirect = false): Promise<{ code: number; broken: string[] }> {
    let calls = 0;
    const answers = async () => ok("[]", [["date", new Date(++calls * 1000).toUTCString()]]);
    const { send } = bench(api, { answers });
    const server: Server = createGatewayServer(
        async ({ method, url, headers }) => (await send(method, url, Object.fromEntries(headers))).response,
        (error) => assert.fail(String(error)),
    );
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    try {
        const address = server.address();
        assert.ok(typeof address === "object" && address !== null);
        const origin = `http://127.0.0.1:${address.port}`;
        const direct = withDirect ? ["--direct", origin] : ["--direct", "http://127.0.0.1:1"];
        let output = "";
        const argv = ["--url", `${origin}/Test`, "--key", "key-of-web", "--path", "/pictures", ...direct];
        const code = await conformanceCommand(argv, (text) => {
            output += text;
        });
        const broken = output.split("\n").filter((line) => line !== "" && !line.endsWith("· holds"));
        return { code, broken: broken.map((line) => line.split(" · ").slice(0, 2).join(" ")) };
    } finally {
        server.close();
        server.closeAllConnections();
    }
}

describe("npm run conformance", function () {
    // Telling that an answer is cached takes two seconds of the server's clock.
    this.timeout(60_000);

    it("holds for an API that keeps the rules", async () => {
        assert.deepEqual(await judge(sampleApi()), { code: 0, broken: [] });
    });

    it("sees an operation that needs no key", async () => {
        const open = sampleApi({ operations: [operation("GET", "/pictures", { apiKeyRequired: false })] });
        const broken = ["R4 a call without a key is refused", "R4 a call with an unknown key is refused"];
        assert.deepEqual(await judge(open), { code: 1, broken });
    });

    const cached = "R2 an answer comes from the cache, also for a client that asks for a fresh one";

    it("sees an answer that is not cached, and a cache that any client may pass by", async () => {
        for (const changes of [{ cachingEnabled: false }, { requireAuthorizationForCacheControl: false }]) {
            const methodSettings = { "*/*": { ...settings, ...changes } };
            const api = sampleApi({ stages: { Test: { ...stage, methodSettings } } });
            assert.deepEqual(await judge(api), { code: 1, broken: [cached] });
        }
    });

    it("sees an API that answers where there is no operation", async () => {
        const greedy = sampleApi({ operations: [operation("GET", "/{proxy+}")] });
        assert.deepEqual(await judge(greedy), { code: 1, broken: ["R4 what is no operation is refused"] });
    });

    it("sees a load balancer that can be reached", async () => {
        assert.deepEqual(await judge(sampleApi(), true), {
            code: 1,
            broken: ["R1 the load balancer is not reached from here"],
        });
    });

    it("refuses missing and unknown flags, all at once", async () => {
        await assert.rejects(conformanceCommand(["--url", "x"]), /"--url".*\n"--key".*\n"--path": got nothing/);
        await assert.rejects(conformanceCommand(["--uri", "x"]), /'--uri'.*want --url URL, --key KEY/);
    });
});
