import assert from "node:assert/strict";
import { emptyResult } from "../../../policy/contract/result";
import { defaultSettings } from "../../../policy/contract/settings";
import { Run, sorted } from "../../../policy/pack/run";
import { type Resource, stackOf } from "../../../policy/reading/resource";
import { privatePaths } from "../../../policy/rules/r1/private-paths";
import { plainResource } from "../plain-resource";

const service = plainResource("kubernetes:core/v1:Service", "open");
const verdict = { policy: privatePaths, result: emptyResult, waived: [], causes: [] };

/** A run that counts its conversions. */
function counting() {
    const run = new Run();
    const counts = { resource: 0, stack: 0 };
    return {
        run,
        counts,
        resource: (position: number): Resource =>
            run.resource(service.urn, position, () => {
                counts.resource++;
                return { ...service };
            }),
        stack: (position: number) =>
            run.stack(position, () => {
                counts.stack++;
                return stackOf([]);
            }),
    };
}

describe("a run", () => {
    it("converts a resource once for all policies, and again when the engine sends it again", () => {
        const { counts, resource, run } = counting();
        const first = resource(0);
        assert.equal(resource(1), first);
        assert.equal(resource(3), first);
        assert.equal(counts.resource, 1);
        assert.notEqual(resource(0), first);
        assert.equal(counts.resource, 2);
        resource(0);
        assert.equal(counts.resource, 3);
        assert.equal(run.inputsOf("elsewhere"), undefined);
        assert.notEqual(run.inputsOf(service.urn), first);
    });

    it("converts a stack once for all policies, and again when the engine sends it again", () => {
        const { counts, stack } = counting();
        const first = stack(4);
        assert.equal(stack(5), first);
        assert.equal(stack(7), first);
        assert.equal(counts.stack, 1);
        assert.notEqual(stack(7), first);
        stack(4);
        assert.equal(counts.stack, 3);
    });

    it("begins with the first resource after a stack was checked", () => {
        const { counts, resource, run, stack } = counting();
        resource(0);
        const joined = stack(1);
        run.addStackVerdict(verdict, defaultSettings);
        resource(2);
        assert.equal(counts.resource, 2);
        assert.notEqual(stack(2), joined);
    });
});

describe("findings", () => {
    it("are sorted by resource, then by message", () => {
        const finding = (urn: string, message: string) => ({ urn, message });
        const expected = [finding("a", "x"), finding("a", "y"), finding("a", "y"), finding("b", "a")];
        assert.deepEqual(sorted([...expected].reverse()), expected);
        const [first, second] = [finding("a", "x"), finding("a", "x")];
        assert.equal(sorted([first, second])[0], first);
    });
});
