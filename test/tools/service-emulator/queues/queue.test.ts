import assert from "node:assert/strict";
import { Queue } from "../../../../tools/service-emulator/queues/queue";
import type { QueueSettings } from "../../../../tools/service-emulator/queues/queue-settings";
import { MovingClock } from "../moving-clock";

const arnOf = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;

function setUp(settings: Partial<QueueSettings> = {}) {
    const clock = new MovingClock();
    const queues = new Map<string, Queue>();
    let ids = 0;
    const create = (name: string, more: Partial<QueueSettings> = {}) => {
        const arn = arnOf(name);
        const dependencies = { clock, newId: () => `id-${++ids}`, find: (other: string) => queues.get(other) };
        const queue = new Queue({ name, arn, ...more }, dependencies);
        queues.set(arn, queue);
        return queue;
    };
    return { clock, dead: create("dead"), queue: create("photos", settings) };
}

const first = async (queue: Queue, visibilityTimeoutSeconds?: number) => {
    const [message] = await queue.receive({ visibilityTimeoutSeconds });
    assert.ok(message);
    return message;
};

describe("A queue", () => {
    it("hides a received message for the visibility time-out of the queue, or of the receive", async () => {
        const { clock, queue } = setUp({ visibilityTimeoutSeconds: 20 });
        queue.send({ body: "a" });
        assert.equal((await first(queue)).receiveCount, 1);
        clock.move(19);
        assert.deepEqual(await queue.receive(), []);
        assert.deepEqual(queue.counts(), { visible: 0, inFlight: 1, delayed: 0 });
        clock.move(1);
        assert.equal((await first(queue, 5)).receiveCount, 2);
        clock.move(5);
        assert.equal((await first(queue)).receiveCount, 3);
    });

    it("ignores the receipt handle of an earlier receive", async () => {
        const { queue } = setUp();
        queue.send({ body: "a" });
        const early = await first(queue, 0);
        const late = await first(queue, 30);
        queue.delete(early.receiptHandle);
        assert.equal(queue.counts().inFlight, 1);
        assert.throws(
            () => queue.changeVisibility(early.receiptHandle, 0),
            /is not available for visibility timeout change/,
        );
        queue.delete(late.receiptHandle);
        assert.deepEqual(queue.counts(), { visible: 0, inFlight: 0, delayed: 0 });
        queue.delete(late.receiptHandle);
        assert.throws(() => queue.delete("none"), { code: "ReceiptHandleIsInvalid" });
    });

    it("lets a message be deleted after its time-out, as long as no one else has received it", async () => {
        const { clock, queue } = setUp();
        queue.send({ body: "a" });
        const { receiptHandle } = await first(queue);
        clock.move(60);
        queue.delete(receiptHandle);
        assert.equal(queue.counts().visible, 0);
    });

    it("changes the time-out of a message, within 12 hours of its receive", async () => {
        const { clock, queue } = setUp();
        queue.send({ body: "a" });
        const { receiptHandle } = await first(queue);
        queue.changeVisibility(receiptHandle, 100);
        clock.move(99);
        assert.deepEqual(await queue.receive(), []);
        assert.throws(() => queue.changeVisibility(receiptHandle, 43_200), /beyond the limit \[43200 seconds\]/);
        queue.changeVisibility(receiptHandle, 0);
        assert.equal((await first(queue)).body, "a");
    });

    it("delays messages, by its setting or by theirs", async () => {
        const { clock, queue } = setUp({ delaySeconds: 10 });
        queue.send({ body: "late" });
        queue.send({ body: "now", delaySeconds: 0 });
        assert.deepEqual(queue.counts(), { visible: 1, inFlight: 0, delayed: 1 });
        assert.equal((await first(queue)).body, "now");
        clock.move(10);
        assert.equal((await first(queue)).body, "late");
    });

    it("drops messages after their retention", async () => {
        const { clock, queue } = setUp({ retentionSeconds: 60 });
        queue.send({ body: "a" });
        clock.move(59);
        assert.equal(queue.counts().visible, 1);
        clock.move(1);
        assert.deepEqual(await queue.receive(), []);
        assert.equal(queue.counts().visible, 0);
    });

    it("moves a message to the dead-letter queue when it would be received once too often", async () => {
        const redrive = { deadLetterTargetArn: arnOf("dead"), maxReceiveCount: 2 };
        const { queue, dead } = setUp({ redrive });
        queue.send({ body: "poison", attributes: { why: { DataType: "String", StringValue: "x" } } });
        queue.send({ body: "good" });
        assert.equal((await first(queue, 0)).body, "poison");
        assert.equal((await first(queue, 0)).body, "poison");
        assert.equal(dead.counts().visible, 0);
        assert.equal((await first(queue)).body, "good");
        const { receiveCount, deadLetterSource, attributes } = await first(dead);
        assert.deepEqual([receiveCount, deadLetterSource], [3, arnOf("photos")]);
        assert.equal(attributes.why?.StringValue, "x");
    });
});

describe("A receive that waits", () => {
    it("gets a message as soon as it is sent", async () => {
        const { queue } = setUp();
        const waiting = queue.receive({ waitSeconds: 20 });
        queue.send({ body: "a" });
        assert.deepEqual(
            (await waiting).map(({ body }) => body),
            ["a"],
        );
    });

    it("gets a message whose time-out or delay ends, and an empty list after its wait", async () => {
        const { clock, queue } = setUp({ receiveWaitSeconds: 20 });
        queue.send({ body: "a" });
        await first(queue, 15);
        const waiting = queue.receive();
        clock.move(15);
        assert.equal((await waiting)[0]?.receiveCount, 2);
        const second = queue.receive();
        clock.move(20);
        assert.deepEqual(await second, []);
        queue.send({ body: "b", delaySeconds: 5 });
        const third = queue.receive();
        clock.move(5);
        assert.equal((await third)[0]?.body, "b");
    });

    it("is served in its turn, and takes nothing once it is aborted", async () => {
        const { queue } = setUp();
        const gone = new AbortController();
        const [aborted, one, two] = [
            queue.receive({ waitSeconds: 20, signal: gone.signal }),
            queue.receive({ waitSeconds: 20 }),
            queue.receive({ waitSeconds: 20 }),
        ];
        gone.abort();
        queue.send({ body: "a" });
        queue.send({ body: "b" });
        const bodies = (await Promise.all([aborted, one, two])).map((list) => list.map(({ body }) => body));
        assert.deepEqual(bodies, [[], ["a"], ["b"]]);
    });

    it("ends without messages when the queue is closed", async () => {
        const { queue } = setUp();
        const waiting = queue.receive({ waitSeconds: 20 });
        queue.close();
        assert.deepEqual(await waiting, []);
    });
});
