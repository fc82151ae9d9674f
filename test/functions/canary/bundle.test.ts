import assert from "node:assert/strict";
import { once } from "node:events";
import { createGatewayServer } from "../../../tools/gateway-emulator/http/http-server";
import type { Backend } from "../../../tools/gateway-emulator/integration/backend-call";
import { listen } from "../../tools/gateway-emulator/listen";
import { bench, ok, sampleApi, stage } from "../../tools/gateway-emulator/sample-api";
import { type Run, runBundle, secretArn } from "./run-bundle";

const run = (environment: Readonly<Record<string, string>>): Promise<Run> =>
    runBundle("canary/canary", { API_KEY_SECRET: secretArn, ...environment });

/** Runs the canary against the emulated gateway, whose backend responds as given, at stages Test and Live. */
async function runAtGateway(
    responses: Backend,
    { key = "key-of-web", paths = { pictures: "/pictures" } }: { key?: string; paths?: Record<string, string> } = {},
): Promise<Run & { readonly base: string; readonly userAgents: ReadonlySet<string | undefined> }> {
    const stages = { Test: stage, Live: { ...stage, name: "Live" } };
    const covered = Object.keys(stages).map((name) => ({ stage: name, throttles: {} }));
    const { send } = bench(sampleApi({ stages, plans: [{ id: "p1", name: "canary", stages: covered }] }), {
        responses,
    });
    const userAgents = new Set<string | undefined>();
    const server = createGatewayServer(
        async ({ method, url, headers }) => {
            userAgents.add(headers.find(([name]) => name.toLowerCase() === "user-agent")?.[1]);
            return (await send(method, url, Object.fromEntries(headers))).response;
        },
        (error) => assert.fail(String(error)),
    );
    const base = `http://127.0.0.1:${await listen(server)}`;
    try {
        const urls = { Test: `${base}/Test`, Live: `${base}/Live` };
        return { ...(await run({ KEY: key, TARGETS: JSON.stringify({ stages: urls, paths }) })), base, userAgents };
    } finally {
        server.closeAllConnections();
        server.close();
        await once(server, "close");
    }
}

describe("the bundled canary", function () {
    this.timeout(60_000);

    it("calls each API at each stage with the key from the secret, and each call is a step", async () => {
        const { steps, result, userAgents } = await runAtGateway(async () => ok("[]"));
        assert.deepEqual(steps, ["Test pictures passed", "Live pictures passed"]);
        assert.equal(result, "called 1 APIs at 2 stages");
        assert.deepEqual([...userAgents], ["gatehouse-canary"]);
    });

    it("fails with a line for each call that gets 403, without the key", async () => {
        const { steps, error, base } = await runAtGateway(async () => ok("[]"), { key: "hunter2hunter2hunter2" });
        assert.deepEqual(steps, ["Test pictures failed", "Live pictures failed"]);
        assert.deepEqual(error?.split("\n"), [
            `Test pictures: GET ${base}/Test/pictures: got 403 (ForbiddenException), want 2xx`,
            `Live pictures: GET ${base}/Live/pictures: got 403 (ForbiddenException), want 2xx`,
        ]);
    });

    it("fails for a path that the gateway does not have", async () => {
        const { error } = await runAtGateway(async () => ok("[]"), { paths: { books: "/books" } });
        assert.match(error ?? "", /got 403 \(MissingAuthenticationTokenException\), want 2xx/);
    });

    for (const status of [301, 404, 500, 503])
        it(`fails for a backend that responds with ${status}, and still makes the other calls`, async () => {
            let calls = 0;
            const { steps, error } = await runAtGateway(async () => ({
                ...ok("", [["location", "/elsewhere"]]),
                status: ++calls === 1 ? status : 200,
            }));
            assert.deepEqual(steps, ["Test pictures failed", "Live pictures passed"]);
            assert.match(error ?? "", new RegExp(`^Test pictures: GET \\S+: got ${status}, want 2xx$`));
        });

    it("fails for a gateway that cannot be reached", async () => {
        const targets = { stages: { Live: "http://127.0.0.1:1" }, paths: { pictures: "/pictures" } };
        const { error } = await run({ KEY: "key-of-web", TARGETS: JSON.stringify(targets) });
        assert.match(error ?? "", /^Live pictures: GET http:\/\/127\.0\.0\.1:1\/pictures: fetch failed/);
    });

    it("fails without calling anything for a secret that is not a key, without quoting it", async () => {
        for (const key of ["", "hunter2\n", "hünter2"]) {
            const { steps, error } = await runAtGateway(async () => assert.fail("called"), { key });
            assert.deepEqual([steps, error], [[], "the secret has no API key"]);
        }
    });
});
