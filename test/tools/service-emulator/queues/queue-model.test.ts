import assert from "node:assert/strict";
import fc from "fast-check";
import { QueueSet } from "../../../../tools/service-emulator/queues/queue-set";
import { isThorough } from "../../../test-size";
import { MovingClock } from "../moving-clock";

const settings = { visibilitySeconds: 10, retentionSeconds: 40, maxReceiveCount: 3 };
const arn = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;

type Step =
    | { readonly kind: "send"; readonly delay: number }
    | { readonly kind: "receive"; readonly maximum: number; readonly visibility: number }
    | { readonly kind: "delete" | "change"; readonly receipt: number; readonly visibility: number }
    | { readonly kind: "move"; readonly seconds: number };

// Times and receipts that often meet: time-outs that end now, several receives of one message, old receipts.
const seconds = fc.constantFrom(0, 0, 5, 10);
const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("send" as const), delay: seconds }) },
    {
        weight: 6,
        arbitrary: fc.record({
            kind: fc.constant("receive" as const),
            maximum: fc.constantFrom(1, 2, 3),
            visibility: seconds,
        }),
    },
    {
        weight: 2,
        arbitrary: fc.record({
            kind: fc.constantFrom("delete" as const, "change" as const),
            receipt: fc.nat(20),
            visibility: seconds,
        }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant("move" as const), seconds: fc.constantFrom(5, 10, 20) }) },
);

interface ModelMessage {
    readonly body: string;
    readonly sent: number;
    readonly hiddenUntil: number;
    readonly receives: number;
    readonly hasReceipt: boolean;
}

/** The rules of the developer guide over plain lists: every step makes new ones. */
class Model {
    time = 0;
    live: readonly ModelMessage[] = [];
    dead: readonly string[] = [];

    send(body: string, delay: number): void {
        const message = { body, sent: this.time, hiddenUntil: this.time + delay, receives: 0, hasReceipt: false };
        this.live = [...this.live, message];
    }

    receive(maximum: number, visibility: number): string[] {
        const visible = this.live.filter(({ hiddenUntil }) => hiddenUntil <= this.time);
        const good = visible.filter(({ receives }) => receives < settings.maxReceiveCount).slice(0, maximum);
        // Those in front of the last message that is taken, or all of them if fewer than asked for were found.
        const end = good.length === maximum ? this.live.indexOf(good.at(-1) as ModelMessage) : this.live.length;
        const bad = visible.filter((each) => !good.includes(each) && this.live.indexOf(each) < end);
        const moved = bad.filter(({ receives }) => receives >= settings.maxReceiveCount);
        this.dead = [...this.dead, ...moved.map(({ body }) => body)];
        this.live = this.live
            .filter((each) => !moved.includes(each))
            .map((each) =>
                good.includes(each)
                    ? { ...each, receives: each.receives + 1, hiddenUntil: this.time + visibility, hasReceipt: true }
                    : each,
            );
        return good.map(({ body }) => body);
    }

    /** @returns whether the message is in flight by the newest receive of its body. */
    change(body: string, receives: number, visibility: number): boolean {
        const found = this.live.find((each) => each.body === body && each.receives === receives);
        if (found === undefined || found.hiddenUntil <= this.time) return false;
        this.live = this.live.map((each) => (each === found ? { ...each, hiddenUntil: this.time + visibility } : each));
        return true;
    }

    delete(body: string, receives: number): void {
        this.live = this.live.filter((each) => each.body !== body || each.receives !== receives);
    }

    move(seconds: number): void {
        this.time += seconds;
        this.live = this.live.filter(({ sent }) => this.time - sent < settings.retentionSeconds);
    }

    counts() {
        const hidden = this.live.filter(({ hiddenUntil }) => hiddenUntil > this.time);
        const inFlight = hidden.filter(({ hasReceipt }) => hasReceipt).length;
        return { visible: this.live.length - hidden.length, inFlight, delayed: hidden.length - inFlight };
    }
}

async function compare(steps: readonly Step[]): Promise<void> {
    const clock = new MovingClock();
    let ids = 0;
    const redrive = { deadLetterTargetArn: arn("dead"), maxReceiveCount: settings.maxReceiveCount };
    const { retentionSeconds, visibilitySeconds: visibilityTimeoutSeconds } = settings;
    const live = { name: "live", arn: arn("live"), redrive, retentionSeconds, visibilityTimeoutSeconds };
    const queues = new QueueSet([live, { name: "dead", arn: arn("dead") }], { clock, newId: () => `id${++ids}` });
    const [queue, dead] = queues.all();
    assert.ok(queue && dead);
    const model = new Model();
    const receipts: { readonly handle: string; readonly body: string; readonly receives: number }[] = [];
    for (const [index, each] of steps.entries()) {
        if (each.kind === "send") {
            queue.send({ body: String(index), delaySeconds: each.delay });
            model.send(String(index), each.delay);
        } else if (each.kind === "receive") {
            const options = { maximum: each.maximum, visibilityTimeoutSeconds: each.visibility };
            const messages = await queue.receive(options);
            assert.deepEqual(
                messages.map(({ body }) => body),
                model.receive(each.maximum, each.visibility),
            );
            for (const { receiptHandle: handle, body, receiveCount: receives } of messages)
                receipts.push({ handle, body, receives });
        } else if (each.kind === "move") {
            clock.move(each.seconds);
            model.move(each.seconds);
        } else {
            const receipt = receipts[each.receipt % Math.max(receipts.length, 1)];
            if (receipt === undefined) continue;
            const { handle, body, receives } = receipt;
            if (each.kind === "delete") {
                queue.delete(handle);
                model.delete(body, receives);
            } else if (model.change(body, receives, each.visibility)) queue.changeVisibility(handle, each.visibility);
            else
                assert.throws(() => queue.changeVisibility(handle, each.visibility), { code: "InvalidParameterValue" });
        }
        assert.deepEqual(queue.counts(), model.counts());
        assert.equal(dead.counts().visible, model.dead.length);
    }
    const letters = await dead.receive({ maximum: 1000 });
    assert.deepEqual(
        letters.map(({ body }) => body),
        model.dead,
    );
}

describe("A queue beside a model of it", () => {
    it("does the same with any steps", async () => {
        const property = fc.asyncProperty(fc.array(step, { maxLength: 60, size: "max" }), compare);
        await fc.assert(property, { seed: 20, numRuns: isThorough ? 20_000 : 500 });
    });
});
