import assert from "node:assert/strict";
import { sentLine } from "../../../../../tools/gateway-emulator/integration/services/sent-messages";

describe("the line about a message to a service", () => {
    const message = { service: "s3", action: "PutObject", resource: "files", details: {} };

    it("has the bytes of binary content, and those of text otherwise", () => {
        const bytes = Buffer.from([0xff, 0xfe]);
        const binary = sentLine({ ...message, content: bytes.toString("utf8"), bytes: bytes.length });
        assert.equal(binary, "s3 PutObject files: 2 bytes");
        assert.equal(sentLine({ ...message, content: "é" }), "s3 PutObject files: 2 bytes");
    });
});
