import assert from "node:assert/strict";
import type { ResourcePolicy } from "../../../policy/contract/policy";
import { defaultSettings, type Settings } from "../../../policy/contract/settings";
import { guarded, problemsOf, verdictOn } from "../../../policy/pack/verdict";
import type { Finding, Tier } from "../../../policy/reading/finding";
import type { Waiver } from "../../../policy/waivers/waiver";

const policyOf = (tier: Tier): ResourcePolicy => ({
    name: "r1-cases",
    ruleId: "R1",
    tier,
    scope: "resource",
    displayName: "Cases",
    description: "Cases.",
    severity: "high",
    remediationSteps: "None.",
    tags: [],
    settings: [],
    applies: () => true,
    check: () => ({ counts: {}, findings: [] }),
});

const broken: Finding = { urn: "broken", message: "broken" };
const undecided: Finding = { urn: "open", message: "open", undecided: { urn: "cause", what: "a value" } };
const quiet: Finding = { urn: "quiet", message: "quiet", undecided: { urn: "silent", what: "a value", quiet: true } };
const all = [broken, undecided, quiet];

function verdict(
    tier: Tier,
    findings: readonly Finding[],
    preset: Settings["preset"],
    waivers: readonly Waiver[] = [],
) {
    const ofTier = findings.map((one) => ({ ...one, tier }));
    const { result, waived, causes } = verdictOn(
        policyOf(tier),
        { counts: { thing: 1 }, findings: ofTier },
        { ...defaultSettings, preset },
        waivers,
    );
    return { shown: result.findings.map(({ urn }) => urn), counts: result.counts, waived: waived.length, causes };
}

describe("The verdict of a policy", () => {
    it("shows what is broken or undecided, and nothing quiet, but names each cause", () => {
        for (const [tier, preset] of [
            ["gateway", "standard"],
            ["gateway", "strict"],
            ["strict", "standard"],
            ["network", "strict"],
        ] as const)
            assert.deepEqual(verdict(tier, all, preset), {
                shown: ["broken", "open"],
                counts: tier === "gateway" ? { thing: 1 } : {},
                waived: 0,
                causes: ["cause", "silent"],
            });
    });

    it("does not warn of a network that may be wider, in the preset standard", () => {
        const { shown, causes } = verdict("network", all, "standard");
        assert.deepEqual(shown, ["broken"]);
        assert.deepEqual(causes, ["silent"]);
    });

    it("is without causes if nothing is undecided", () =>
        assert.deepEqual(verdict("gateway", [broken], "standard").causes, []));

    it("leaves out what is waived, before what is not worth a warning", () => {
        const waiver: Waiver = {
            rule: "R1",
            urn: "open",
            reason: "reviewed",
            owner: "platform",
            expires: "2999-01-01",
            place: "line 1",
        };
        for (const tier of ["gateway", "network"] as const) {
            const { shown, waived } = verdict(tier, all, "standard", [waiver]);
            assert.deepEqual(shown, ["broken"]);
            assert.equal(waived, 1);
        }
    });
});

describe("A rule that fails", () => {
    it("has proved nothing, and says what to do", () => {
        const fail = (error: unknown) =>
            guarded(policyOf("gateway"), "urn", "the stack", () => {
                throw error;
            });
        const lines = (reason: string) => ({
            counts: {},
            findings: [
                {
                    urn: "urn",
                    message: [
                        `Rule "r1-cases" failed on the stack: ${reason}.`,
                        "Expected: a verdict.",
                        "Change: report this as a defect of the policy pack.",
                    ].join("\n"),
                },
            ],
        });
        assert.deepEqual(fail(new Error("no such part")), lines("no such part"));
        assert.deepEqual(fail("a string"), lines("a string"));
    });

    it("is not disturbed if it succeeds", () => {
        const result = { counts: { thing: 2 }, findings: [broken] };
        assert.equal(
            guarded(policyOf("gateway"), "urn", "the stack", () => result),
            result,
        );
    });
});

describe("A problem with a policy's configuration", () => {
    it("is a finding at the stack", () =>
        assert.deepEqual(
            problemsOf(["requestsPerSecond is -1", "preset is 7"], "root").map(({ urn, message }) => [urn, message]),
            [
                [
                    "root",
                    "The policy's configuration is invalid: requestsPerSecond is -1.\nExpected: valid settings; the default applies until then.\nChange: correct the policy pack's configuration.",
                ],
                [
                    "root",
                    "The policy's configuration is invalid: preset is 7.\nExpected: valid settings; the default applies until then.\nChange: correct the policy pack's configuration.",
                ],
            ],
        ));
});
