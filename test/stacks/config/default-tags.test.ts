import assert from "node:assert/strict";
import { defaultTagProblems, stackTags } from "../../../stacks/config/default-tags";

const problemsOf = (tags: unknown) => defaultTagProblems({ tags });

describe("defaultTagProblems", () => {
    it("accepts tags that every resource can have, and a stack without any", () => {
        assert.deepEqual(problemsOf({ project: "gatehouse", "team:name": "API team", cost: 12, empty: "" }), []);
        assert.deepEqual(defaultTagProblems(undefined), []);
        assert.deepEqual(defaultTagProblems({}), []);
        assert.deepEqual(problemsOf({ ["k".repeat(128)]: "v".repeat(256) }), []);
    });

    it("rejects keys and values that AWS reserves, or that IAM does not accept", () => {
        assert.deepEqual(problemsOf({ "aws:team": "a", "a;b": "c", owner: "a&b", nested: {} }), [
            "aws:defaultTags.tags.aws:team: got that key, want a key without the prefix aws:, which is reserved",
            "aws:defaultTags.tags.a;b: got that key, want 1 to 128 letters, digits, spaces and _ . : / = + - @, as IAM accepts no others",
            'aws:defaultTags.tags.owner: got "a&b", want at most 256 letters, digits, spaces and _ . : / = + - @, as IAM accepts no others',
            "aws:defaultTags.tags.nested: got an empty map, want a string",
        ]);
        assert.equal(problemsOf({ ["k".repeat(129)]: "v" }).length, 1);
        assert.equal(problemsOf({ k: "v".repeat(257) }).length, 1);
    });

    it("leaves room for the program's own tags", () => {
        const tags = (count: number) =>
            Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, ""]));
        assert.deepEqual(problemsOf(tags(47)), []);
        assert.deepEqual(problemsOf({ ...tags(47), Name: "gatehouse" }), []);
        assert.deepEqual(problemsOf(tags(48)), [
            "aws:defaultTags.tags: got 48 tags, want at most 47, as AWS allows 50 on a resource and subnets have 3 of the program's",
        ]);
    });
});

describe("stackTags", () => {
    it("are strings, and none for a value of another form", () => {
        assert.deepEqual(stackTags({ tags: { stack: "shop", version: 2 } }), { stack: "shop", version: "2" });
        for (const value of [undefined, "tags", { tags: ["a"] }, {}]) assert.deepEqual(stackTags(value), {});
    });
});
