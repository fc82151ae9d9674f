import assert from "node:assert/strict";
import { cleanCases } from "./corpus/clean";
import { violationCases } from "./corpus/violations";
import { type Declared, Pack, urnOf } from "./engine";
import { inPlace, spread, type Transformation } from "./transformations";

const cases = [...Object.values(violationCases).flat(), ...cleanCases];
const pack = new Pack();

/** Each finding's policy and the place of its resource in the program. */
const verdict = once(async (resources) => {
    const urns = resources.map(urnOf);
    const diagnostics = await pack.preview(resources);
    return diagnostics.map(({ policy, urn }) => `${policy} at ${urns.indexOf(urn)}`).sort();
});

const policies = once(async (resources) => {
    return [...new Set((await pack.preview(resources)).map(({ policy }) => policy))].sort();
});

/** A judge that judges each case of the corpus once. */
function once(check: (resources: readonly Declared[]) => Promise<string[]>) {
    const before = new WeakMap<readonly Declared[], Promise<string[]>>();
    return (resources: readonly Declared[]): Promise<string[]> => {
        const verdict = before.get(resources) ?? check(resources);
        before.set(resources, verdict);
        return verdict;
    };
}

async function compare(transform: Transformation, check: (resources: readonly Declared[]) => Promise<string[]>) {
    let count = 0;
    for (const { reason, resources } of cases) {
        const other = transform(resources);
        if (!other) continue;
        count += 1;
        assert.deepEqual(await check(other), await check(resources), reason);
    }
    assert.ok(count > 0, "no case of the corpus can be written so");
}

describe("the same program, written in another way, has the same findings", function () {
    // The first of them previews every program of the corpus, on a machine that may be busy.
    this.timeout(60_000);

    for (const [name, transform] of Object.entries(inPlace)) it(name, () => compare(transform, verdict));

    // Of two entries for one path, the later one is reported, so findings are compared without their place.
    it("resources in another order", async () => {
        for (const { reason, resources } of cases) {
            const found = async (program: readonly Declared[]) =>
                (await verdict(program)).map((finding) => finding.split(" ")[0]).sort();
            assert.deepEqual(await found([...resources].reverse()), await found(resources), reason);
        }
    });
});

describe("the same program, spread over other resources, breaks the same policies", function () {
    this.timeout(60_000);

    for (const [name, transform] of Object.entries(spread)) it(name, () => compare(transform, policies));
});
