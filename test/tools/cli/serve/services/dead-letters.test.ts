import assert from "node:assert/strict";
import { deadLetter, deadLetterLine } from "../../../../../tools/cli/serve/services/dead-letters";
import type { StoredMessage } from "../../../../../tools/service-emulator/queues/message";

function lineOf(body: string | object, reason?: string): string {
    const message: StoredMessage = {
        id: "1",
        body: typeof body === "string" ? body : JSON.stringify(body),
        attributes: reason === undefined ? {} : { reason: { DataType: "String", StringValue: reason } },
        senderId: "sender",
        ...{ traceHeader: undefined, groupId: undefined, deadLetterSource: undefined },
        ...{
            sentAt: 0,
            visibleAt: 0,
            receiveCount: 0,
            firstReceivedAt: undefined,
            lastReceivedAt: undefined,
            receipt: undefined,
        },
    };
    return deadLetterLine(deadLetter("dead", message), 2);
}

describe("the line about a dead letter", () => {
    it("names the object that the message is about", () => {
        const record = { eventName: "ObjectCreated:Post", s3: { object: { key: "uploads/a+b%C3%A4", size: 1 } } };
        assert.equal(
            lineOf({ Records: [record] }, "the photo cannot be read"),
            "dead letter in dead (2 there), uploads/a bä: the photo cannot be read",
        );
    });

    it("names the photo of a run of filters, of a notification and of the event of a function", () => {
        const announcement = JSON.stringify({ type: "photo.ready", photoId: "p1" });
        const responsePayload = { errorMessage: "broken" };
        const requestPayload = { Records: [{ Sns: { Message: announcement } }] };
        assert.equal(
            lineOf({ photoId: "p1", runId: "r1", error: { Error: "Failed", Cause: "by itself" } }),
            "dead letter in dead (2 there), photo p1: Failed: by itself",
        );
        assert.equal(
            lineOf({ Type: "Notification", Message: announcement }),
            "dead letter in dead (2 there), photo p1: sent without a reason",
        );
        assert.equal(lineOf({ requestPayload, responsePayload }), "dead letter in dead (2 there), photo p1: broken");
        assert.equal(lineOf({ requestPayload: {}, responsePayload }), "dead letter in dead (2 there): broken");
    });

    it("names nothing where the body does not", () => {
        for (const body of ["text", "[]", JSON.stringify({ Message: "text" }), JSON.stringify({ Records: [] })])
            assert.equal(lineOf(body, "why"), "dead letter in dead (2 there): why");
    });
});
