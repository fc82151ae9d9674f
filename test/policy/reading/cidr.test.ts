import assert from "node:assert/strict";
import fc from "fast-check";
import { containedIn, parseCidr } from "../../../policy/reading/cidr";

describe("address blocks", () => {
    it("are parsed without their host bits", () => {
        assert.deepEqual(parseCidr("10.1.2.3/8"), { family: 4, prefix: 8, first: 0x0a000000n, last: 0x0affffffn });
        assert.deepEqual(parseCidr("fd00::1/8"), {
            family: 6,
            prefix: 8,
            first: 0xfdn << 120n,
            last: (0xfen << 120n) - 1n,
        });
        assert.equal(parseCidr("::ffff:10.0.0.0/104")?.family, 4);
        assert.equal(parseCidr("0.0.0.0/00")?.last, 0xffffffffn);
        assert.equal(parseCidr(" 10.0.0.0/0008\n")?.prefix, 8);
    });

    it("of IPv6 are equal in every notation", () => {
        const whole = { family: 6, prefix: 128 };
        const at = (value: bigint) => ({ ...whole, first: value, last: value });
        assert.deepEqual(parseCidr("::/128"), at(0n));
        assert.deepEqual(parseCidr("1::/128"), at(1n << 112n));
        assert.deepEqual(parseCidr("::2/128"), at(2n));
        assert.deepEqual(parseCidr("1:2:3:4:5:6:7:8/128"), at(0x0001_0002_0003_0004_0005_0006_0007_0008n));
        assert.deepEqual(parseCidr("1:0:0:4::8/128"), at(0x0001_0000_0000_0004_0000_0000_0000_0008n));
        assert.deepEqual(parseCidr("64:FF9B::192.0.2.33/128"), at(0x0064_ff9b_0000_0000_0000_0000_c000_0221n));
    });

    it("of IPv4 in IPv6 are parsed as IPv4 only if the whole block is mapped", () => {
        assert.deepEqual(parseCidr("::ffff:198.51.100.7/104"), parseCidr("198.0.0.0/8"));
        assert.deepEqual(parseCidr("::ffff:0:0/96"), parseCidr("0.0.0.0/0"));
        assert.equal(parseCidr("::ffff:0:0/95")?.family, 6);
        assert.equal(parseCidr("1::ffff:10.0.0.1/128")?.family, 6);
        assert.equal(parseCidr("::10.0.0.1/128")?.family, 6);
        const compatible = parseCidr("::10.0.0.1/128");
        assert.ok(compatible);
        assert.equal(containedIn(compatible, []), false);
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
        "/8",
        "10.0.0.0/",
        "10.0.0.0/8x",
        "10.0.0.0/00008",
        "x10.0.0.0/8",
        "fe80::1%eth0/64",
        "1:2:3:4:5:6:7:8:9/128",
        "::1::/128",
    ]) {
        it(`are rejected as ${JSON.stringify(text)}`, () => assert.equal(parseCidr(text), undefined));
    }

    it("are private if they are part of a private or trusted block", () => {
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

    it("are trusted only if a trusted block contains them completely", () => {
        const block = parseCidr("203.0.112.0/23");
        assert.ok(block);
        assert.equal(containedIn(block, ["203.0.113.0/24"]), false);
        assert.equal(containedIn(block, ["203.0.112.0/22"]), true);
    });
});
