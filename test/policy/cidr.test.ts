import assert from "node:assert/strict";
import fc from "fast-check";
import { containedIn, parseCidr } from "../../policy/cidr";

describe("address blocks", () => {
    it("are read with their host bits cut off", () => {
        assert.deepEqual(parseCidr("10.1.2.3/8"), { family: 4, prefix: 8, first: 0x0a000000n, last: 0x0affffffn });
        assert.deepEqual(parseCidr("fd00::1/8"), {
            family: 6,
            prefix: 8,
            first: 0xfdn << 120n,
            last: (0xfen << 120n) - 1n,
        });
        assert.equal(parseCidr("::ffff:10.0.0.0/104")?.family, 4);
        assert.equal(parseCidr("0.0.0.0/00")?.last, 0xffffffffn);
    });

    for (const text of [
        "",
        "10.0.0.0",
        "10.0.0.0/33",
        "10.0.0/8",
        "fd00::/129",
        "10.0.0.0/-1",
        "10.0.0.0/8/8",
        "a/8",
    ]) {
        it(`are refused as ${JSON.stringify(text)}`, () => assert.equal(parseCidr(text), undefined));
    }

    it("stay private when they are halved, and trust themselves", () => {
        const address = fc.ipV4();
        fc.assert(
            fc.property(address, fc.integer({ min: 0, max: 31 }), (ip, prefix) => {
                const whole = parseCidr(`${ip}/${prefix}`);
                assert.ok(whole);
                const half = 1n << BigInt(31 - prefix);
                const halves = [whole.first, whole.first + half].map((first) => ({
                    family: 4 as const,
                    prefix: prefix + 1,
                    first,
                    last: first + half - 1n,
                }));
                const isPrivate = containedIn(whole, []);
                if (isPrivate) assert.ok(halves.every((block) => containedIn(block, [])));
                assert.equal(containedIn(whole, [`${ip}/${prefix}`]), true);
            }),
            { seed: 20261121, numRuns: 500 },
        );
    });

    it("are trusted only where a trusted block holds them wholly", () => {
        const block = parseCidr("203.0.112.0/23");
        assert.ok(block);
        assert.equal(containedIn(block, ["203.0.113.0/24"]), false);
        assert.equal(containedIn(block, ["203.0.112.0/22"]), true);
    });
});
