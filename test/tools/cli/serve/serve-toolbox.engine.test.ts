import assert from "node:assert/strict";
import { projectFolder } from "../../../../tools/cli/project/project";
import { serveCommand } from "../../../../tools/cli/serve/serve-command";
import { childApps } from "./child-apps";

const order = { id: "o1", customer: "Ann's", items: [{ article: "pen", count: 2 }] };
const invoice = `<invoice number="o1">
  <client>Ann&apos;s</client>
  <position article="pen" quantity="2"/>
  <total>10</total>
</invoice>
`;

/** Calls of the example's operations, and what their responses match. */
const calls: readonly [method: string, path: string, body: unknown, status: number, response: RegExp | string][] = [
    ["GET", "/status", undefined, 200, '{"status":"up","stage":"Test"}'],
    ["POST", "/orders", order, 202, /^{"messageId":"[0-9a-f-]{36}"}$/],
    ["POST", "/orders/by-customer", order, 202, /^{"messageId":"/],
    ["POST", "/orders/o1/fulfillment", order, 202, /^{"execution":"[0-9a-f-]{36}"}$/],
    ["POST", "/clicks", { visitor: "v1", page: "/a" }, 202, /^{"sequenceNumber":"\d{56}"}$/],
    ["POST", "/signals", { signal: "x" }, 202, /^{"eventId":"[0-9a-f-]{36}"}$/],
    ["GET", "/customers/Ann/orders", undefined, 200, "[]"],
    ["GET", "/customers/Ann/orders/o1", undefined, 404, '{"message":"Not found"}'],
    ["PUT", "/files/a.txt", "hello", 200, ""],
    ["GET", "/files/a.txt", undefined, 200, "hello"],
    ["DELETE", "/files/a.txt", undefined, 204, ""],
    ["POST", "/invoices", order, 200, invoice],
    ["GET", "/totals", undefined, 200, '{"orders":0,"currency":"EUR"}'],
    ["GET", "/greeting", undefined, 200, /^\[{"id":1,/],
];

const sent = [
    /^sqs SendMessage \S+orders: \d+ bytes$/m,
    /^sqs SendMessage \S+sequences\.fifo: \d+ bytes$/m,
    /^states StartExecution \S+fulfillment: \d+ bytes$/m,
    /^kinesis PutRecord \S+clicks: \d+ bytes$/m,
    /^events PutEvents \S+shop: \d+ bytes$/m,
    /^s3 PutObject \S+files\S*: 5 bytes$/m,
];

describe("npm run serve with the example stack of every integration", function () {
    this.timeout(20 * 60_000);

    it("responds to each operation as API Gateway would, and prints what it sends to services of AWS", async () => {
        const stop = new AbortController();
        let output = "";
        let ended: Promise<number> = Promise.resolve(1);
        const ready = new Promise<void>((resolve) => {
            const write = (text: string) => {
                output += text;
                if (output.includes("Ctrl-C")) resolve();
            };
            const argv = ["--config-file", "stacks/examples/Pulumi.toolbox.yaml", "--port", "0"];
            ended = serveCommand(argv, stop.signal, projectFolder, write);
        });
        try {
            await Promise.race([ended, ready]);
            const url = /Test +(http:\S+)/.exec(output)?.[1] ?? "";
            const key = /^ +web +(\w+)$/m.exec(output)?.[1] ?? "";
            const introduction = output.length;
            for (const [method, path, body, status, expected] of calls) {
                const headers = { "x-api-key": key, "content-type": "application/json" };
                const content = typeof body === "string" ? body : JSON.stringify(body);
                const init = body === undefined ? { method, headers } : { method, headers, body: content };
                const response = await fetch(`${url}/events${path}`, init);
                const text = await response.text();
                assert.equal(response.status, status, `${method} ${path}: ${text}`);
                if (typeof expected === "string") assert.equal(text.trim(), expected.trim());
                else assert.match(text.trim(), expected);
            }
            const lines = output.slice(introduction);
            for (const line of sent) assert.match(lines, line);
            assert.equal(lines.includes(key), false);
        } finally {
            stop.abort();
            assert.equal(await ended, 0);
        }
        assert.deepEqual(childApps(), []);
    });
});
