import assert from "node:assert/strict";
import { type DeliveryOptions, deliver, forEach } from "../../../functions/websocket/delivery";

function failing(...statuses: (number | undefined)[]) {
    const calls = { count: 0 };
    const post = async () => {
        const status = statuses[calls.count++];
        if (status === 200) return;
        throw Object.assign(new Error(`status ${status}`), status && { $metadata: { httpStatusCode: status } });
    };
    return { post, calls };
}

function waiting() {
    const waits: number[] = [];
    const options: Omit<DeliveryOptions, "parallel"> = {
        attempts: 4,
        wait: async (milliseconds) => void waits.push(milliseconds),
        random: () => 1,
    };
    return { waits, options };
}

describe("the delivery of a message", () => {
    it("tries again after throttling, an error of the service and a lost connection, ever later", async () => {
        const { post, calls } = failing(429, 503, undefined, 200);
        const { waits, options } = waiting();
        assert.deepEqual(await deliver(post, options), { state: "sent" });
        assert.equal(calls.count, 4);
        assert.deepEqual(waits, [100, 200, 400]);
    });

    it("gives up after the last attempt", async () => {
        const { post, calls } = failing(500, 500, 500, 500, 200);
        const delivery = await deliver(post, waiting().options);
        assert.equal(delivery.state, "failed");
        assert.equal(calls.count, 4);
    });

    it("does not repeat what would fail again", async () => {
        for (const status of [403, 413]) {
            const { post, calls } = failing(status, 200);
            assert.equal((await deliver(post, waiting().options)).state, "failed");
            assert.equal(calls.count, 1);
        }
    });

    it("knows a connection that is gone", async () => {
        const { post, calls } = failing(410, 200);
        assert.deepEqual(await deliver(post, waiting().options), { state: "gone" });
        assert.equal(calls.count, 1);
    });
});

describe("forEach", () => {
    async function* numbers(count: number, read: { count: number }) {
        for (let number = 0; number < count; number++) {
            read.count++;
            yield number;
        }
    }

    it("acts on every item, a limited number at once, and reads no further ahead", async () => {
        const read = { count: 0 };
        let [running, most, ahead] = [0, 0, 0];
        const done: number[] = [];
        await forEach(numbers(100, read), 7, async (number) => {
            running++;
            most = Math.max(most, running);
            ahead = Math.max(ahead, read.count - done.length);
            await new Promise((resolve) => setImmediate(resolve));
            done.push(number);
            running--;
        });
        assert.equal(most, 7);
        assert.ok(ahead <= 14, String(ahead));
        assert.deepEqual(
            done.sort((a, b) => a - b),
            [...Array(100).keys()],
        );
    });

    it("fails with the error of an item", async () => {
        await assert.rejects(
            forEach(numbers(10, { count: 0 }), 2, async (number) => {
                if (number === 3) throw new Error("third");
            }),
            /third/,
        );
    });
});
