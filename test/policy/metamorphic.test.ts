import assert from "node:assert/strict";
import { isThorough } from "../test-size";
import { allClean, allViolations } from "./corpus/groups";
import { type Declared, urnOf } from "./engine";
import { Program } from "./program";
import { inPlace, spread, type Transformation } from "./transformations";

type Check = (resources: readonly Declared[]) => readonly string[];

const cases = [...allViolations, ...allClean];

/** The policy of each finding and the position of its resource in the program. */
const findings = once((resources) => {
    const urns = resources.map(urnOf);
    return Program.of(resources)
        .findings()
        .map(({ policy, urn }) => `${policy} at ${urns.indexOf(urn)}`)
        .sort();
});

const policies = once((resources) => [...new Set(policiesOf(resources))]);
const policyOfEachFinding = once(policiesOf);

function policiesOf(resources: readonly Declared[]): string[] {
    return Program.of(resources)
        .findings()
        .map(({ policy }) => policy)
        .sort();
}

/** The same check, which evaluates each program of the corpus once. */
function once(check: Check): Check {
    const known = new WeakMap<readonly Declared[], readonly string[]>();
    return (resources) => {
        const result = known.get(resources) ?? check(resources);
        known.set(resources, result);
        return result;
    };
}

// Each transformation takes another quarter of the corpus, or all of it at full size and where it changes few cases.
function compare(transform: Transformation, check: Check, position: number): void {
    const quarter = changedBy(
        transform,
        cases.filter((_, index) => index % 4 === position % 4),
    );
    const pairs = isThorough || quarter.length < 10 ? changedBy(transform, cases) : quarter;
    assert.ok(pairs.length > 0, "the transformation changes no case of the corpus");
    for (const { reason, resources, changed } of pairs) assert.deepEqual(check(changed), check(resources), reason);
}

function changedBy(transform: Transformation, sample: typeof cases) {
    return sample.flatMap(({ reason, resources }) => {
        const changed = transform(resources);
        return changed ? [{ reason, resources, changed }] : [];
    });
}

describe("the same program, written differently, has the same findings", function () {
    this.timeout(60_000);

    for (const [position, [name, transform]] of Object.entries(inPlace).entries())
        it(name, () => compare(transform, findings, position));

    // Of two entries for one path, the later one is reported, so findings are compared without their resource.
    it("resources in reverse order", () => compare((resources) => [...resources].reverse(), policyOfEachFinding, 0));
});

describe("the same program, spread over other resources, violates the same policies", function () {
    this.timeout(60_000);

    for (const [position, [name, transform]] of Object.entries(spread).entries())
        it(name, () => compare(transform, policies, position));
});
