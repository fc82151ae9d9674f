import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { DeadLetter } from "../../../../../tools/cli/serve/services/dead-letters";
import { type ServiceSettings, StackServices } from "../../../../../tools/cli/serve/services/stack-services";
import { QuotaCounters } from "../../../../../tools/gateway-emulator/limits/quota";
import { TokenBuckets } from "../../../../../tools/gateway-emulator/limits/token-bucket";
import { withFolder } from "../../../../with-folder";
import { apiOf, arnOf, mapping, nodeFunction, queue, resource } from "./state";

const needed = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];
const topicArn = arnOf("sns", "announcements");
const lines: string[] = [];

/** Appends what it gets to a file, and does what the message says. */
const worker = `
    const { appendFileSync, readFileSync } = require("node:fs");
    exports.handler = async ({ Records }) => {
        const failed = [];
        for (const { messageId, body, attributes } of Records) {
            appendFileSync(process.env.LOG, body + " " + attributes.ApproximateReceiveCount + " " + process.pid + "\\n");
            if (body === "throw") throw new Error("broken");
            if (body === "pause") await new Promise((done) => setTimeout(done, 300));
            if (body === "sleep") await new Promise((done) => setTimeout(done, 60_000));
            if (body === "fail" || body === "fail once" && attributes.ApproximateReceiveCount === "1")
                failed.push({ itemIdentifier: messageId });
        }
        return { batchItemFailures: failed };
    };`;

async function withServices(
    use: (services: StackServices, received: () => string[], folder: string) => Promise<void>,
    {
        actions = needed,
        settings = {},
        source = {},
        visibilityTimeoutSeconds = 30,
    }: {
        readonly actions?: readonly string[];
        readonly settings?: ServiceSettings;
        /** Changes of the event source mapping. */
        readonly source?: Readonly<Record<string, unknown>>;
        /** Default: longer than any test, so that no message comes again on a slow machine. */
        readonly visibilityTimeoutSeconds?: number;
    } = {},
): Promise<void> {
    await withFolder(async (folder) => {
        writeFileSync(join(folder, "index.js"), worker);
        const file = join(folder, "log");
        writeFileSync(file, "");
        const resources = [
            ...nodeFunction("worker", folder, actions, { LOG: file }),
            queue("dead"),
            queue("jobs", { visibilityTimeoutSeconds }, "dead"),
            mapping("jobs", "worker", source),
            resource("aws:sns/topic:Topic", "announcements", { arn: topicArn }),
            resource("aws:sns/topicSubscription:TopicSubscription", "announcements", {
                ...{ arn: `${topicArn}:1`, topic: topicArn, protocol: "sqs" },
                ...{ endpoint: arnOf("sqs", "jobs"), rawMessageDelivery: true },
            }),
        ];
        const services = new StackServices({
            ...settings,
            log: (line) => lines.push(line),
            counters: { buckets: new TokenBuckets(), quotas: new QuotaCounters() },
            tablesEndpoint: () => undefined,
            tablesEnvironment: () => ({}),
        });
        await services.publish(resources, apiOf(resources));
        try {
            const received = () =>
                readFileSync(file, "utf8")
                    .split("\n")
                    .filter((line) => line !== "");
            await use(services, received, folder);
        } finally {
            await services.close();
        }
    });
}

async function until(condition: () => boolean): Promise<void> {
    const end = Date.now() + 30_000;
    while (!condition()) {
        assert.ok(Date.now() < end, `the condition did not come true; lines: ${lines.join("\n")}`);
        await setTimeout(10);
    }
}

function send(services: StackServices, body: string): void {
    services.queues.byArn(arnOf("sqs", "jobs"))?.send({ body });
}

const bodies = (received: readonly string[]) => received.map((line) => line.replace(/ \d+ \d+$/, "")).sort();

// Short, so that a message comes again soon. It may end while a process starts on a busy machine: no other worker then takes the message.
const comesAgain = { visibilityTimeoutSeconds: 3, settings: { workers: 1 } };

describe("a queue of a stack whose messages a function gets", function () {
    this.timeout(60_000);
    beforeEach(() => lines.splice(0));

    it("is emptied, and each message is processed once", async () => {
        await withServices(async (services, received) => {
            for (const body of ["a", "b", "c", "d", "e"]) send(services, body);
            await until(() => services.isIdle);
            assert.deepEqual(bodies(received()), ["a", "b", "c", "d", "e"]);
            assert.deepEqual(lines, []);
        });
    });

    it("gets the messages of a topic as they are, and gives no more of them at once than the mapping says", async () => {
        let most = 0;
        const use = async (services: StackServices, received: () => string[]) => {
            for (let count = 0; count < 6; count++) services.topics.byArn(topicArn)?.publish({ message: "pause" });
            await until(() => {
                most = Math.max(most, services.functions.processes.filter(({ isBusy }) => isBusy).length);
                return services.isIdle;
            });
            assert.deepEqual(bodies(received()), Array(6).fill("pause"));
        };
        await withServices(use, { source: { batchSize: 1, scalingConfig: { maximumConcurrency: 2 } } });
        assert.equal(most, 2);
        assert.deepEqual(lines, []);
    });

    it("keeps the messages that the function names, and gives them again", async () => {
        await withServices(async (services, received) => {
            send(services, "fail once");
            send(services, "a");
            await until(() => services.isIdle);
            assert.deepEqual(bodies(received()), ["a", "fail once", "fail once"]);
        }, comesAgain);
    });

    it("moves a message that always fails to the dead-letter queue, and says so", async () => {
        const letters: DeadLetter[] = [];
        const onDeadLetter = (letter: DeadLetter) => void letters.push(letter);
        const use = async (services: StackServices, received: () => string[]) => {
            send(services, "fail");
            await until(() => services.isIdle && letters.length > 0);
            assert.deepEqual(bodies(received()), ["fail", "fail", "fail"]);
        };
        await withServices(use, { ...comesAgain, settings: { ...comesAgain.settings, onDeadLetter } });
        assert.deepEqual(
            letters.map(({ queue: name, body, reason }) => [name, body, reason]),
            [["dead", "fail", "received 3 times"]],
        );
        assert.deepEqual(lines, ["dead letter in dead (1 there): received 3 times"]);
    });

    it("keeps a whole batch if the function throws", async () => {
        await withServices(async (services, received) => {
            send(services, "throw");
            await until(() => received().length >= 2);
            assert.match(lines[0] ?? "", /^worker: a batch of 1 failed, and comes again within 3 s: Error: broken$/);
        }, comesAgain);
    });

    it("gives a batch again whose process is killed", async () => {
        await withServices(async (services, received) => {
            send(services, "sleep");
            const busy = () => services.functions.processes.filter(({ isBusy }) => isBusy);
            await until(() => received().length === 1 && busy().length === 1);
            busy()[0]?.kill();
            await until(() => received().length === 2);
            const [first = "", second = ""] = received();
            assert.match(first, /^sleep 1 /);
            assert.match(second, /^sleep 2 /);
            assert.notEqual(first.split(" ")[2], second.split(" ")[2]);
            assert.match(lines[0] ?? "", /Runtime.ExitError: .*signal: SIGKILL/);
        }, comesAgain);
    });

    it("gives no messages to a function whose role may not read it, and says so", async () => {
        const use = async (services: StackServices, received: () => string[]) => {
            send(services, "a");
            await setTimeout(0);
            assert.deepEqual(received(), []);
            assert.equal(services.queues.byArn(arnOf("sqs", "jobs"))?.counts().visible, 1);
        };
        await withServices(use, { actions: ["sqs:ReceiveMessage"] });
        assert.match(lines[0] ?? "", /^"worker" gets no messages of .*:jobs: its role may not sqs:DeleteMessage$/);
    });

    it("keeps its messages when the stack changes", async () => {
        await withServices(async (services, received, folder) => {
            const without = [
                ...nodeFunction("worker", folder, needed),
                queue("dead"),
                queue("jobs", { visibilityTimeoutSeconds: 30 }, "dead"),
            ];
            await services.publish(without, apiOf(without));
            send(services, "a");
            const changed = [
                ...nodeFunction("worker", folder, needed, { LOG: join(folder, "log") }),
                queue("dead"),
                queue("jobs", { visibilityTimeoutSeconds: 40 }, "dead"),
                mapping("jobs", "worker"),
            ];
            await services.publish(changed, apiOf(changed));
            await until(() => services.isIdle);
            assert.deepEqual(bodies(received()), ["a"]);
        });
    });
});
