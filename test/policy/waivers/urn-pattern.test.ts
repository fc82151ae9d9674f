import assert from "node:assert/strict";
import fc from "fast-check";
import { matchesUrn, tooBroad } from "../../../policy/waivers/urn-pattern";

const urn = "urn:pulumi:dev::shop::gatehouse:network:Network$aws:lb/loadBalancer:LoadBalancer::legacy-front";

describe("a pattern of URNs", () => {
    for (const [pattern, matches] of [
        [urn, true],
        [`${urn}-2`, false],
        ["*", true],
        ["*::legacy-front", true],
        ["*::legacy", false],
        ["urn:pulumi:*::shop::*$aws:lb/loadBalancer:LoadBalancer::legacy-*", true],
        ["urn:pulumi:*::shop::*$aws:lb/loadBalancer:LoadBalancer::*-front", true],
        ["urn:pulumi:*::other::*::legacy-front", false],
        ["::legacy-front", false],
        ["urn:pulumi:dev", false],
        ["urn:pulumi:dev*legacy-front*", true],
        ["*legacy*legacy*", false],
        [`${urn}*${urn}`, false],
        ["urn:pulumi:dev::shop*shop::gatehouse*", false],
        ["URN:*", false],
        ["urn.pulumi*", false],
    ] as const) {
        it(`${matches ? "matches" : "does not match"} ${pattern}`, () =>
            assert.equal(matchesUrn(pattern, urn), matches));
    }

    it("is equivalent to the regular expression with .* for each *", () => {
        const text = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 12 });
        fc.assert(
            fc.property(text, text, (pattern, candidate) => {
                const plain = candidate.replaceAll("*", "a");
                const expected = new RegExp(`^${pattern.replaceAll(/\*+/g, ".*")}$`).test(plain);
                assert.equal(matchesUrn(pattern, plain), expected);
            }),
            { seed: 20261121, numRuns: 3000 },
        );
    });

    for (const [pattern, why] of [
        ["*", "names no type and name"],
        ["a::b", "names no type and name"],
        ["*::*::legacy", "matches resources of any type"],
        ["*::aws:lb/*::legacy", "matches resources of any type"],
        ["*::shop$*::legacy", "matches resources of any type"],
        ["*::::legacy", "matches resources of any type"],
        ["*::shop$::legacy", "matches resources of any type"],
        ["*::aws:lb/loadBalancer:LoadBalancer::*", "matches resources of any name"],
        ["*::aws:lb/loadBalancer:LoadBalancer::**", "matches resources of any name"],
        ["*::aws:lb/loadBalancer:LoadBalancer::", "matches resources of any name"],
        ["*::*$aws:lb/loadBalancer:LoadBalancer::legacy*", undefined],
        [urn, undefined],
    ] as const) {
        it(`${pattern} ${why ?? "is narrow enough"}`, () => assert.equal(tooBroad(pattern), why));
    }
});
