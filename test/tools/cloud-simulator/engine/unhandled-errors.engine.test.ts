import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { getEngine } from "@pulumi/pulumi/runtime/settings";
import { previewOffline } from "../../../../tools/cloud-simulator/engine/offline-run";

describe("A program with an unhandled error", function () {
    this.timeout(20 * 60_000);

    const programs: Readonly<Record<string, () => pulumi.Input<string>>> = {
        "a rejected promise as an input": () => pulumi.output(Promise.reject(new Error("planned"))),
        "an exception in `apply`": () =>
            pulumi.output("a").apply((): string => {
                throw new Error("planned");
            }),
        "a failing invoke": () => aws.ssm.getParameterOutput({ name: "planned" }).value,
    };

    for (const [name, makeInput] of Object.entries(programs)) {
        it(`ends with that error after ${name}, although outputs never resolve`, async () => {
            const program = async () => {
                const topic = new aws.sns.Topic("main", { name: makeInput() });
                // The SDK waits for these outputs.
                new aws.sns.Topic("dependent", { displayName: topic.id });
                return { id: topic.id };
            };
            const { succeeded, error } = await previewOffline({
                projectName: "shop",
                stackName: "dev",
                config: { "aws:region": "eu-west-1" },
                program,
                signal: AbortSignal.timeout(60_000),
            });
            assert.equal(succeeded, false);
            assert.match(error ?? "", /planned/);
            assert.doesNotMatch(error ?? "", /node_modules/);
        });
    }

    it("reports it, although an earlier program of this process logged after its end", async () => {
        const [ended, end] = gate();
        let late: Promise<void> | undefined;
        const earlier = await errorsOf(async () => {
            late = ended.then(() => pulumi.log.error("too late"));
        });
        assert.deepEqual(earlier, []);
        end();
        await late;
        const errors = await errorsOf(async () => failLater());
        assert.ok(
            errors.some((error) => error.includes("Unhandled exception: Error: planned")),
            errors.join("\n"),
        );
    });

    it("reports it, however long the message is on its way to the engine", async () => {
        const errors = await errorsOf(async () => {
            // Longer than an engine that knows of the error gets to end by itself.
            delayMessages(1500);
            failLater();
        });
        assert.ok(
            errors.some((error) => error.includes("Unhandled exception: Error: planned")),
            errors.join("\n"),
        );
    });

    it("is not blamed for what the program of a failed run does later", async () => {
        const [ended, end] = gate();
        let late: Promise<void> | undefined;
        const earlier = await errorsOf(async () => {
            late = ended.then(() => {
                new aws.sns.Topic("late", {});
                void Promise.reject(new Error("late"));
            });
            throw new pulumi.RunError("first");
        });
        assert.match(earlier.join("\n"), /first/);
        const errors = await errorsOf(async () => {
            end();
            await late;
            // Unhandled rejections are reported after the microtasks.
            await new Promise(setImmediate);
            new aws.sns.Topic("main", {});
        });
        assert.deepEqual(errors, []);
    });

    function failLater() {
        pulumi.output("a").apply(() => {
            throw new Error("planned");
        });
    }

    // Previews a program and returns the engine's errors.
    async function errorsOf(program: () => Promise<void>): Promise<readonly string[]> {
        const errors: string[] = [];
        const { succeeded } = await previewOffline({
            projectName: "shop",
            stackName: "dev",
            config: { "aws:region": "eu-west-1" },
            program,
            onEvent: ({ diagnosticEvent }) => {
                if (diagnosticEvent?.severity === "error") errors.push(diagnosticEvent.message);
            },
        });
        assert.equal(succeeded, errors.length === 0, errors.join("\n"));
        return errors;
    }
});

function gate(): [opened: Promise<void>, open: () => void] {
    let open: () => void = () => {};
    const opened = new Promise<void>((resolve) => {
        open = resolve;
    });
    return [opened, () => open()];
}

function delayMessages(milliseconds: number): void {
    const engine = getEngine();
    assert.ok(engine);
    const send = engine.log.bind(engine);
    engine.log = (...args: [never, never]) => void setTimeout(() => send(...args), milliseconds) as never;
}
