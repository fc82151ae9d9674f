import assert from "node:assert/strict";
import { formatCidr, isPrivate, parseCidr, parseContainingCidr } from "../../../stacks/settings/cidr";

describe("parseCidr", () => {
    it("reads the address and the length of the prefix", () => {
        assert.deepEqual(parseCidr("10.20.0.0/16"), { address: 0x0a140000, prefix: 16 });
        assert.deepEqual(parseCidr("255.255.255.255/32"), { address: 0xffffffff, prefix: 32 });
        assert.deepEqual(parseCidr("0.0.0.0/0"), { address: 0, prefix: 0 });
    });

    for (const text of [
        "10.20.0.0",
        "10.20.0.0/33",
        "10.256.0.0/16",
        "10.20.0.1/16",
        "10.20.0.0/16 ",
        "::/0",
        "",
        "010.20.0.0/16",
        "10.0.0.0/08",
    ]) {
        it(`rejects "${text}"`, () => assert.equal(parseCidr(text), undefined));
    }
});

describe("parseContainingCidr", () => {
    it("reads the block that contains the address", () => {
        assert.deepEqual(parseContainingCidr("10.20.1.2/16"), parseCidr("10.20.0.0/16"));
        assert.equal(parseContainingCidr("10.20.1.2"), undefined);
    });
});

describe("formatCidr", () => {
    for (const text of ["10.20.0.0/16", "255.255.255.255/32", "0.0.0.0/0"]) {
        it(`writes "${text}" as it was read`, () => {
            assert.equal(formatCidr(parseCidr(text) ?? { address: 1, prefix: 1 }), text);
        });
    }
});

describe("isPrivate", () => {
    for (const block of ["10.0.0.0/8", "10.255.0.0/16", "172.16.0.0/12", "172.31.255.0/24", "192.168.0.0/16"]) {
        it(`is true for ${block}`, () => assert.equal(isPrivate(block), true));
    }

    for (const block of [
        "8.0.0.0/6",
        "11.0.0.0/8",
        "172.32.0.0/16",
        "172.0.0.0/8",
        "192.169.0.0/16",
        "0.0.0.0/0",
        "none",
    ]) {
        it(`is false for ${block}`, () => assert.equal(isPrivate(block), false));
    }
});
