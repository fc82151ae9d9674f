import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { callEverything } from "../../../functions/canary/calls";
import { listen } from "../../tools/gateway-emulator/listen";

// A fast response has to come within it, also on a busy machine.
const timeoutMs = 1000;

describe("callEverything", () => {
    it("gives a call up after its time, and then makes the next one", async () => {
        const server = createServer((request, response) => {
            if (request.url === "/Live/fast") response.end("[]");
        });
        const base = `http://127.0.0.1:${await listen(server)}`;
        const names: string[] = [];
        try {
            const called = callEverything(
                { stages: { Live: `${base}/Live` }, paths: { slow: "/slow", fast: "/fast" } },
                "key",
                async (name, step) => {
                    names.push(name);
                    await step();
                },
                timeoutMs,
            );
            await assert.rejects(
                called,
                new Error(`Live slow: GET ${base}/Live/slow: no response within ${timeoutMs} ms`),
            );
            assert.deepEqual(names, ["Live slow", "Live fast"]);
        } finally {
            server.closeAllConnections();
            server.close();
            await once(server, "close");
        }
    });
});
