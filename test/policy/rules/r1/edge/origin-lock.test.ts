import assert from "node:assert/strict";
import { violations } from "../../../corpus/gateway/edge";
import { messagesOf, only } from "../../findings-of";

describe("a finding about the lock of an origin", () => {
    it("has no value of the header that CloudFront sends or the firewall demands", () => {
        const other = violations.find(({ reason }) => reason === "a firewall whose value is another one");
        const message = only(messagesOf("r1-network", other?.resources ?? []));
        assert.match(message, /demands another value of the header than the origin sends/);
        assert.doesNotMatch(message, /\b(left|right)\b/);
    });
});
