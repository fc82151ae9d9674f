import assert from "node:assert/strict";
import { compareVersions, readVersions } from "../../../policy/reading/version-range";

const any = Number.POSITIVE_INFINITY;

describe("a version or range of Helm", () => {
    for (const [text, lowest, newest] of [
        ["4.13.3", [4, 13, 3], [4, 13, 3]],
        ["v4.13.3", [4, 13, 3], [4, 13, 3]],
        ["4.0.0-rc.1+build", [4, 0, 0], [4, 0, 0]],
        ["4", [4, 0, 0], [4, any, any]],
        ["4.x", [4, 0, 0], [4, any, any]],
        ["^4.1", [4, 1, 0], [4, any, any]],
        ["^0.2.3", [0, 2, 3], [0, 2, any]],
        ["^0.0.3", [0, 0, 3], [0, 0, 3]],
        ["~4.1", [4, 1, 0], [4, 1, any]],
        ["<=4.2", [0, 0, 0], [4, 2, any]],
        ["<4.2.3", [0, 0, 0], [4, 2, 2]],
        ["<4.2", [0, 0, 0], [4, 1, any]],
        ["< 5", [0, 0, 0], [4, any, any]],
        [">=4.0.0 <6.0.0", [4, 0, 0], [5, any, any]],
        [">= 4.0.0, < 6.0.0", [4, 0, 0], [5, any, any]],
        ["4.1.0 - 4.9.0", [4, 1, 0], [4, 9, 0]],
        [">=4.0.0, <9, <6", [4, 0, 0], [5, any, any]],
    ] as const)
        it(`${text} is bounded`, () => assert.deepEqual(readVersions(text), [{ lowest, newest }]));

    for (const [text, lowest] of [
        [">=4.0.0", [4, 0, 0]],
        [">= 4", [4, 0, 0]],
        [">4.1", [4, 1, 0]],
        ["*", [0, 0, 0]],
        ["!=4.1.0", [0, 0, 0]],
        [">=4.0.0, !=4.1.0", [4, 0, 0]],
    ] as const)
        it(`${text} has no upper bound`, () => assert.deepEqual(readVersions(text), [{ lowest }]));

    it("may have alternatives", () =>
        assert.deepEqual(readVersions("3.1.0 || >=5"), [
            { lowest: [3, 1, 0], newest: [3, 1, 0] },
            { lowest: [5, 0, 0] },
        ]));

    for (const text of ["", "newest", "4.1.0 ||", "<>4", "4.1.0 latest", "4.1.0.0.x-"])
        it(`${JSON.stringify(text)} is neither`, () => assert.equal(readVersions(text), undefined));

    it("is compared part by part", () => {
        assert.ok(compareVersions([4, 9, 0], [4, 10, 0]) < 0);
        assert.ok(compareVersions([4, any, any], [4, 10, 0]) > 0);
        assert.equal(compareVersions([4, any, any], [4, any, any]), 0);
    });
});
