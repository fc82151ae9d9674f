import assert from "node:assert/strict";
import type { StackPolicy } from "../../../policy/contract/policy";
import { emptyResult, sharedCheck } from "../../../policy/contract/result";
import { buildPolicies } from "../../../policy/pack/crossguard";
import { undecidedFinding } from "../../../policy/reading/finding";
import { type Resource, type Stack, UNKNOWN } from "../../../policy/reading/resource";
import { privateAws } from "../../../policy/rules/r1/private-aws";
import { opaquePaths, privatePaths } from "../../../policy/rules/r1/private-paths";
import { type Declared, Pack, unknown } from "../engine";
import { inPreset } from "../in-preset";
import { withEngineHome } from "../update";

const doubt = { actual: "port is not known", decidedBy: "the value of port", change: "set port" };

/** Policies of two tiers that share a check, which leaves each port undecided that is not known, and counts its work. */
function counting() {
    const seen = new WeakSet<Resource>();
    const count = { checks: 0, resources: 0 };
    const check = sharedCheck((stack: Stack) => {
        count.checks++;
        for (const each of stack.resources.filter((resource) => !seen.has(resource))) {
            seen.add(each);
            count.resources++;
        }
        const findings = stack.resources
            .filter(({ props }) => props.port === UNKNOWN)
            .map((each) => undecidedFinding(each, doubt))
            .flatMap((found) => [found, { ...found, tier: "strict" as const }]);
        return { ...emptyResult, findings };
    });
    const sharing: readonly StackPolicy[] = [
        { ...opaquePaths, check },
        { ...privatePaths, check },
    ];
    const pack = (policies: Parameters<typeof buildPolicies>[0], isUpdate: boolean): Pack =>
        // In the preset `standard` only the tier `gateway` leaves something undecided.
        new Pack(inPreset("strict", buildPolicies(policies, undefined, { id: "1-1", isUpdate })));
    return { count, pack, sharing };
}

const ports = (size: number, isKnown: (index: number) => boolean): Declared[] =>
    Array.from({ length: size }, (_, index) => ({
        type: "aws:sns/topic:Topic",
        name: `topic-${index}`,
        props: { port: isKnown(index) ? 80 : unknown },
    }));

const size = 20;

/** Work of an update in which every fifth port becomes known. */
async function workOf(hasResourcePolicies: boolean): Promise<{ checks: number; resources: number }> {
    const { count, pack, sharing } = counting();
    const policies = hasResourcePolicies ? [privateAws, ...sharing] : sharing;
    const previewed = ports(size, (index) => index % 5 > 0);
    await pack(policies, false).preview(previewed);
    Object.assign(count, { checks: 0, resources: 0 });
    const update = pack(policies, true);
    for (const resource of ports(size, () => true)) await update.create(resource, previewed);
    return count;
}

describe("The stack in an update", () => {
    withEngineHome();

    for (const [title, hasResourcePolicies] of [
        ["is checked once for each value that becomes known, whichever policies it decides", true],
        ["is checked as often without a policy for single resources", false],
    ] as const)
        it(title, async () => {
            // The preview as it was kept, then one check a value.
            assert.equal((await workOf(hasResourcePolicies)).checks, 1 + size / 5);
        });

    it("shares with the check before it every resource that has not changed", async () => {
        // Those of the preview, and their copies with the inputs of the update.
        assert.ok((await workOf(true)).resources <= 2 * size);
    });
});
