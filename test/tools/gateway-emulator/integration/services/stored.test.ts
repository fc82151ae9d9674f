import assert from "node:assert/strict";
import {
    type SentMessage,
    SentMessages,
} from "../../../../../tools/gateway-emulator/integration/services/sent-messages";
import { localServices } from "../../../../../tools/gateway-emulator/integration/services/service";

const message = (content: string): SentMessage => ({
    service: "sqs",
    action: "SendMessage",
    resource: "orders",
    content,
    details: {},
});

describe("what the services keep", () => {
    it("is the last 1,000 messages, and each is counted", () => {
        const sent = new SentMessages();
        for (let index = 0; index < 1002; index++) sent.add(message(String(index)));
        assert.deepEqual([sent.all.length, sent.all[0]?.content, sent.count], [1000, "2", 1002]);
    });

    it("is no more than 20 million characters of messages", () => {
        const sent = new SentMessages();
        const content = "a".repeat(8_000_000);
        for (const tag of ["1", "2", "3"]) sent.add(message(content + tag));
        assert.deepEqual(
            sent.all.map((each) => each.content.at(-1)),
            ["2", "3"],
        );
    });

    it("is no more than 256 MB of objects", () => {
        const { objects } = localServices({ clock: () => 0, newId: () => "" });
        const body = Buffer.alloc(10_000_000);
        const put = (key: number) => objects.set(`bucket/${key}`, { body, contentType: "", etag: "", lastModified: 0 });
        for (let key = 0; key < 30; key++) put(key);
        assert.deepEqual([objects.size, objects.has("bucket/3"), objects.has("bucket/29")], [26, false, true]);
    });
});
