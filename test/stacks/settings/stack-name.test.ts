import assert from "node:assert/strict";
import { stackNameProblem } from "../../../stacks/settings/stack-name";

describe("stackNameProblem", () => {
    it("accepts names that AWS accepts, for any name of the project", () => {
        assert.equal(stackNameProblem("gatehouse", "dev"), undefined);
        assert.equal(stackNameProblem("gatehouse", `d${"e".repeat(29)}`), undefined);
        assert.equal(stackNameProblem("shop", `d${"e".repeat(34)}`), undefined);
    });

    it("rejects a stack's name that is too long for AWS or contains invalid characters", () => {
        const form = "want a–z, 0–9 and -, beginning with a letter, at most";
        const long = "d".repeat(31);
        assert.equal(stackNameProblem("gatehouse", long), `stack "${long}": got that name, ${form} 30 long`);
        assert.equal(stackNameProblem("shop", "Team.dev"), `stack "Team.dev": got that name, ${form} 35 long`);
    });

    it("rejects a project's name that AWS would reject", () => {
        for (const name of ["Shop", "my.shop", "a".repeat(21), "1st"])
            assert.match(stackNameProblem(name, "dev") ?? "", /^project ".*want a–z, 0–9 and -.*at most 20 long$/);
    });
});
