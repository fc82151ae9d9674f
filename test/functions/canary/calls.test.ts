import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { callEverything } from "../../../functions/canary/calls";
import { listen } from "../../tools/gateway-emulator/listen";

describe("callEverything", () => {
    it("gives a call up after its time, and then makes the next one", async () => {
        const server = createServer((request, response) => {
            if (request.url === "/Live/fast") response.end("[]");
        });
        const base = `http://127.0.0.1:${await listen(server)}`;
        const names: string[] = [];
        const called = callEverything(
            { stages: { Live: `${base}/Live` }, paths: { slow: "/slow", fast: "/fast" } },
            "key",
            async (name, step) => {
                names.push(name);
                await step();
            },
            50,
        );
        await assert.rejects(called, new Error(`Live slow: GET ${base}/Live/slow: no response within 50 ms`));
        assert.deepEqual(names, ["Live slow", "Live fast"]);
        server.closeAllConnections();
        server.close();
        await once(server, "close");
    });
});
