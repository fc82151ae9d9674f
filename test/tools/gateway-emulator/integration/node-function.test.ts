import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NodeFunctions } from "../../../../tools/gateway-emulator/integration/lambda/node-function";
import type { NodeFunction } from "../../../../tools/gateway-emulator/state/node-functions";
import { withFolder } from "../../../with-folder";

const lines: string[] = [];

/** Runs code as a function, gives it events one after the other, and returns its results. */
async function results(
    code: string,
    events: readonly unknown[] = [{}],
    changes: Partial<NodeFunction> = {},
): Promise<(readonly [kind: string, payload: unknown])[]> {
    return withFunction(code, changes, async (functions, definition) => {
        const found: (readonly [string, unknown])[] = [];
        for (const event of events) {
            const { kind, payload } = await functions.invoke(definition, event);
            found.push([kind, JSON.parse(payload)]);
        }
        return found;
    });
}

async function withFunction<Result>(
    code: string,
    changes: Partial<NodeFunction>,
    use: (functions: NodeFunctions, definition: NodeFunction) => Promise<Result>,
    maxProcesses = 10,
): Promise<Result> {
    return withFolder(async (root) => {
        const folder = join(root, "code");
        mkdirSync(folder);
        writeFileSync(join(folder, "index.js"), code);
        const environment = (own: NodeFunction) => ({ ...own.environment, SHARED: "shared" });
        const functions = new NodeFunctions({ log: (line) => lines.push(line), environment, maxProcesses });
        try {
            return await use(functions, {
                name: "shop-token",
                arn: "arn:aws:lambda:eu-central-1:123456789012:function:shop-token",
                folder,
                handler: "index.handler",
                runtime: "nodejs22.x",
                environment: { OWN: "own" },
                timeoutInMillis: 20_000,
                memory: 256,
                ...changes,
            });
        } finally {
            await functions.close();
        }
    });
}

/** The members of an error that do not depend on the place of the code. */
async function errorOf(code: string, changes: Partial<NodeFunction> = {}): Promise<unknown> {
    const [[kind, payload] = []] = await results(code, [{}], changes);
    const { errorType, errorMessage } = payload as Record<string, string>;
    return [kind, errorType, errorMessage?.replaceAll(/[0-9a-f-]{36}/g, "ID")];
}

function isAlive(pid: number): boolean {
    try {
        return process.kill(pid, 0);
    } catch {
        return false;
    }
}

describe("A function in JavaScript", () => {
    it("returns what its async handler returns", async () => {
        const code = "exports.handler = async (event) => ({ got: event.a, text: 'ä' });";
        assert.deepEqual(await results(code, [{ a: [1] }]), [["payload", { got: [1], text: "ä" }]]);
    });

    it("returns what it passes to a callback", async () => {
        const code = "exports.handler = (event, context, callback) => setTimeout(() => callback(null, event.a), 5);";
        assert.deepEqual(await results(code, [{ a: 1 }, { a: 2 }]), [
            ["payload", 1],
            ["payload", 2],
        ]);
    });

    it("returns null without a value, and if its callback is never called", async () => {
        assert.deepEqual(await results("exports.handler = async () => {};"), [["payload", null]]);
        assert.deepEqual(await results("exports.handler = (event, context, callback) => {};", [1, 2]), [
            ["payload", null],
            ["payload", null],
        ]);
    });

    it("keeps its state for later events", async () => {
        const code = "let count = 0; exports.handler = async () => [process.pid, ++count];";
        const [first, second] = await results(code, [{}, {}]);
        const [pid] = (first?.[1] ?? []) as number[];
        assert.deepEqual(
            [first, second],
            [
                ["payload", [pid, 1]],
                ["payload", [pid, 2]],
            ],
        );
    });

    it("has the environment of Lambda, and none of the developer's variables", async () => {
        const code = `exports.handler = async (event, context) => [
            process.env.OWN, process.env.SHARED, process.env.HOME, process.env.AWS_REGION,
            context.functionName, context.memoryLimitInMB, context.invokedFunctionArn,
            /^[0-9a-f-]{36}$/.test(context.awsRequestId), context.getRemainingTimeInMillis() > 10_000,
        ];`;
        const arn = "arn:aws:lambda:eu-central-1:123456789012:function:shop-token";
        assert.deepEqual(await results(code), [
            ["payload", ["own", "shared", null, "eu-central-1", "shop-token", "256", arn, true, true]],
        ]);
    });

    it("cannot answer for the runtime", async () => {
        const code = "process.send?.('ready'); exports.handler = async () => typeof process.send;";
        assert.deepEqual(await results(code, [{}, {}]), [
            ["payload", "undefined"],
            ["payload", "undefined"],
        ]);
    });

    it("fails with the error that it throws, rejects with, or passes to its callback", async () => {
        const [[kind, payload] = []] = await results("exports.handler = async () => { throw new TypeError('no'); };");
        const { errorType, errorMessage, trace } = payload as Record<string, string[]>;
        assert.deepEqual(
            [kind, errorType, errorMessage, trace?.[0]],
            ["function error", "TypeError", "no", "TypeError: no"],
        );
        const unauthorized = ["function error", "string", "Unauthorized"];
        assert.deepEqual(
            await errorOf("exports.handler = (e, c, callback) => callback('Unauthorized');"),
            unauthorized,
        );
        assert.deepEqual(await errorOf("exports.handler = (e, c) => c.fail('Unauthorized');"), unauthorized);
        assert.deepEqual(await errorOf("exports.handler = () => { throw 'Unauthorized'; };"), unauthorized);
    });

    it("is ended after its timeout, and starts again", async () => {
        const code = `if (globalThis.count === undefined) globalThis.count = 0;
            exports.handler = async (event) => { if (event.hangs) for (;;); return ++globalThis.count; };`;
        const found = await results(code, [{}, { hangs: true }, {}], { timeoutInMillis: 3_000 });
        const message = JSON.stringify(found[1]);
        assert.match(
            message,
            /"Sandbox.Timedout".*"RequestId: [0-9a-f-]{36} Error: Task timed out after 3.00 seconds"/,
        );
        assert.deepEqual(
            [found[0], found[2]],
            [
                ["payload", 1],
                ["payload", 1],
            ],
        );
    });

    it("may take longer than its timeout to load", async () => {
        const code = `const end = Date.now() + 2_500;
            while (Date.now() < end);
            exports.handler = async (event, context) => context.getRemainingTimeInMillis() > 0;`;
        assert.deepEqual(await results(code, [{}], { timeoutInMillis: 2_000 }), [["payload", true]]);
    });

    for (const [title, code, expected] of [
        [
            "ends",
            "exports.handler = async () => process.exit(3);",
            ["Runtime.ExitError", "RequestId: ID Error: Runtime exited with error: exit status 3"],
        ],
        [
            "never settles",
            "exports.handler = async () => new Promise(() => {});",
            ["Runtime.NodeJsExit", /never settled/],
        ],
        [
            "throws later",
            "exports.handler = () => { setTimeout(() => { throw new Error('late'); }, 1); };",
            ["Error", "late"],
        ],
        [
            "exports no handler",
            "exports.other = 1;",
            ["Runtime.HandlerNotFound", "index.handler is undefined or not exported"],
        ],
        ["is not JavaScript", "exports.handler = (", ["Runtime.UserCodeSyntaxError", /^SyntaxError: /]],
        [
            "requires what is not there",
            "require('no-such-package');",
            ["Runtime.ImportModuleError", /^Error: Cannot find module 'no-such-package'/],
        ],
        ["throws as it is loaded", "throw new RangeError('early');", ["RangeError", "early"]],
        [
            "returns what is not JSON",
            "exports.handler = async () => 1n;",
            ["Error", "Unable to stringify response body"],
        ],
    ] as const) {
        it(`that ${title} fails, at every event`, async () => {
            for (const [kind, payload] of await results(code, [{}, {}])) {
                const { errorType, errorMessage = "" } = payload as Record<string, string>;
                assert.deepEqual([kind, errorType], ["function error", expected[0]]);
                const text = errorMessage.replaceAll(/[0-9a-f-]{36}/g, "ID");
                if (typeof expected[1] === "string") assert.equal(text, expected[1]);
                else assert.match(text, expected[1]);
            }
        });
    }

    it("with a callback is rejected by runtimes from nodejs24.x", async () => {
        const code = "exports.handler = (event, context, callback) => callback(null, 1);";
        const [kind, type] = (await errorOf(code, { runtime: "nodejs24.x" })) as string[];
        assert.deepEqual([kind, type], ["function error", "Runtime.CallbackHandlerDeprecated"]);
    });

    it("writes to the log", async () => {
        await results("exports.handler = async () => { console.log('one\\ntwo'); console.error('three'); return 1; };");
        assert.deepEqual(lines.sort(), ["shop-token: one", "shop-token: three", "shop-token: two"]);
    });

    it("gets one event at a time in each process, and events beyond the maximum wait", async () => {
        const code = `let running = 0;
            exports.handler = async () => {
                if (++running > 1) throw new Error("two at once");
                await new Promise((done) => setTimeout(done, 5));
                running--;
                return process.pid;
            };`;
        await withFunction(
            code,
            {},
            async ({ invoke }, definition) => {
                const found = await Promise.all(Array.from({ length: 12 }, () => invoke(definition, {})));
                assert.deepEqual(new Set(found.map(({ kind }) => kind)), new Set(["payload"]));
                assert.equal(new Set(found.map(({ payload }) => payload)).size, 2);
            },
            2,
        );
    });

    it("finishes its events when functions are renewed, also those that wait, and starts again for later ones", async () => {
        const code = `exports.handler = async ({ name, wait }) => {
                const alive = setInterval(() => {}, 1000);
                const signal = new Promise((done) => process.once("SIGUSR2", done));
                console.log("began " + name);
                if (wait) await signal;
                clearInterval(alive);
                return [process.pid, name];
            };`;
        await withFunction(
            code,
            {},
            async (functions, definition) => {
                const pidOf = async (result: ReturnType<typeof functions.invoke>) => {
                    const [pid, name] = JSON.parse((await result).payload) as [number, string];
                    return { pid, name };
                };
                const { pid } = await pidOf(functions.invoke(definition, { name: "first" }));
                const running = pidOf(functions.invoke(definition, { name: "running", wait: true }));
                const waiting = pidOf(functions.invoke(definition, { name: "waiting" }));
                while (!lines.includes("shop-token: began running")) await new Promise((done) => setImmediate(done));
                functions.renew();
                const later = await pidOf(functions.invoke(definition, { name: "later" }));
                assert.notEqual(later.pid, pid);
                process.kill(pid, "SIGUSR2");
                assert.deepEqual(
                    [await running, await waiting],
                    [
                        { pid, name: "running" },
                        { pid, name: "waiting" },
                    ],
                );
                while (isAlive(pid)) await new Promise((done) => setImmediate(done));
                assert.deepEqual(await pidOf(functions.invoke(definition, { name: "last" })), {
                    ...later,
                    name: "last",
                });
            },
            1,
        );
    });

    it("finishes its event after Ctrl-C, which reaches its process too", async () => {
        const code = `
            exports.handler = async () => {
                process.kill(process.pid, "SIGINT");
                await new Promise((done) => setImmediate(done));
                return "finished";
            };`;
        assert.deepEqual(await results(code), [["payload", "finished"]]);
    });

    it("is ended at the close, also while it runs and other events wait", async () => {
        const code =
            "exports.handler = async () => { console.log('up'); return new Promise(() => setInterval(() => {}, 1000)); };";
        const closing = async (functions: NodeFunctions, definition: NodeFunction) => {
            const result = functions.invoke(definition, {});
            const refused = () => assert.rejects(functions.invoke(definition, {}), /after the end/);
            const waiting = [refused(), refused()];
            while (!lines.includes("shop-token: up")) await new Promise((done) => setImmediate(done));
            await functions.close();
            assert.equal((await result).kind, "function error");
            await Promise.all(waiting);
            await refused();
        };
        await withFunction(code, {}, closing, 1);
    });
});
