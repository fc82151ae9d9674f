import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CleanCase, ViolationCase } from "./corpus/case";
import { allClean, allViolations, groups } from "./corpus/groups";
import { OtherTiers } from "./corpus/other-tiers";
import { type Diagnostic, Pack, urnOf } from "./engine";
import { type Outcome, scoresOf, tableOf } from "./score";

describe("the corpus", () => {
    const outcomes: Outcome[] = [];
    const tiers = new OtherTiers();
    // With a filter on test names, the table would cover only part of the corpus.
    const isComplete = () => outcomes.length === allViolations.length + allClean.length;

    for (const [group, { violations = [], clean = [] }] of Object.entries(groups)) {
        describe(group, () => {
            for (const violation of violations) {
                it(`reports ${violation.reason}`, async () => {
                    const { policy, resources, also = [] } = violation;
                    const at = violation.at ?? resources.at(-1)?.name ?? "";
                    const diagnostics = await new Pack().preview(resources);
                    const reported = diagnostics.map(placeOf(resources));
                    const name = `${group}: ${violation.reason}`;
                    const expected = [{ policy, at }, ...also].map((place) => tiers.placed(name, place, reported));
                    const [first = { policy, at }] = expected;
                    outcomes.push({ expected: first, reported });
                    assert.deepEqual(
                        findings(diagnostics),
                        expected.map(({ policy, at }) => `${policy} ${urnIn(resources, at)}`).sort(),
                        show(diagnostics),
                    );
                    for (const diagnostic of diagnostics) checkMessage(diagnostic);
                });
            }

            for (const { reason, resources } of clean) {
                it(`accepts ${reason}`, async () => {
                    const diagnostics = await new Pack().preview(resources);
                    outcomes.push({ reported: diagnostics.map(placeOf(resources)) });
                    assert.deepEqual(diagnostics, []);
                });
            }
        });
    }

    it("has unique names in each group", () => {
        for (const [group, { violations = [], clean = [] }] of Object.entries(groups)) {
            for (const cases of [violations, clean] as readonly (readonly (ViolationCase | CleanCase)[])[]) {
                const reasons = cases.map(({ reason }) => reason);
                assert.deepEqual([...new Set(reasons)], reasons, group);
            }
        }
    });

    // Mocha runs the tests of a suite before those of its inner suites, so these are in an inner suite, the last one.
    describe("as a whole", () => {
        // Pinned, so that no case is lost unnoticed: a change of the corpus shows in the README.
        it("has the results that the README shows", () => {
            if (!isComplete()) return;
            const readme = readFileSync(join(__dirname, "../../README.md"), "utf8");
            assert.ok(readme.includes(tableOf(scoresOf(outcomes))), tableOf(scoresOf(outcomes)));
        });

        it("is reported by another tier's policy exactly where other-tiers.yaml says so", () => {
            if (isComplete()) tiers.conclude();
        });
    });

    after(() => {
        if (!isComplete()) return;
        process.stdout.write(`\n${tableOf(scoresOf(outcomes))}\n\n`);
    });
});

type Resources = ViolationCase["resources"];

function urnIn(resources: Resources, name: string): string {
    const matches = resources.filter((resource) => resource.name === name);
    assert.ok(matches[0] && matches.length === 1, `${matches.length} resources have the name "${name}"`);
    return urnOf(matches[0]);
}

const placeOf =
    (resources: Resources) =>
    ({ policy, urn }: Diagnostic) => ({
        policy,
        at: resources.find((resource) => urnOf(resource) === urn)?.name ?? urn,
    });

const findings = (diagnostics: readonly Diagnostic[]): string[] =>
    diagnostics.map(({ policy, urn }) => `${policy} ${urn}`).sort();

function checkMessage({ level, message, policy }: Diagnostic): void {
    // Code that a rule depends on is left to a review in both presets.
    assert.equal(level, policy === "r4-authorizer-keys" ? "advisory" : "mandatory", message);
    const lines = message.split("\n");
    assert.ok(lines.length <= 3, message);
    assert.match(lines[0] ?? "", /"/, "the first line names its subject in quotes");
    assert.doesNotMatch(message, /securitySchemes|undefined|\[object|[0-9a-f]{8}-[0-9a-f]{4}-/, message);
}

const show = (diagnostics: readonly Diagnostic[]): string =>
    diagnostics.length === 0
        ? "nothing was reported"
        : diagnostics.map(({ policy, urn, message }) => `\n${policy} ${urn}: ${message}`).join("");
