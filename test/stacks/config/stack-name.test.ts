import assert from "node:assert/strict";
import { stackNameProblem } from "../../../stacks/config/stack-name";

const problemOf = (project: string, stack: string, hasRepository = true) =>
    stackNameProblem({ project, stack, hasRepository });

describe("stackNameProblem", () => {
    it("accepts names that AWS accepts, for any name of the project", () => {
        assert.equal(problemOf("gatehouse", "dev"), undefined);
        assert.equal(problemOf("gatehouse", "prod_eu-1"), undefined);
        assert.equal(problemOf("gatehouse", "1st"), undefined);
        assert.equal(problemOf("gatehouse", `d${"e".repeat(29)}`), undefined);
        assert.equal(problemOf("shop", `d${"e".repeat(34)}`), undefined);
    });

    for (const name of ["Prod_EU", "dev-", "a--b", "a__b"]) {
        it(`accepts "${name}" only while no ECR repository has the name`, () => {
            assert.equal(problemOf("gatehouse", name, false), undefined);
            assert.equal(
                problemOf("gatehouse", name),
                `stack "${name}": got that name, want words of a–z and 0–9 joined by - or _, as the ECR repository of an API with \`build\` contains it`,
            );
        });
    }

    it("rejects a stack's name that is too long for a role, or that no cluster can have", () => {
        const long = "d".repeat(31);
        assert.equal(
            problemOf("gatehouse", long),
            `stack "${long}": got that name, want at most 30 characters, as an IAM role's name contains it`,
        );
        for (const name of ["t.eu", "-dev", "dév"]) {
            assert.equal(
                problemOf("shop", name, false),
                `stack "${name}": got that name, want letters, digits, - and _, beginning with a letter or digit, as an EKS cluster's name contains it`,
            );
        }
    });

    it("rejects a project's name that AWS would reject", () => {
        assert.match(problemOf("Shop", "dev") ?? "", /^project "Shop": .*ECR/);
        assert.match(problemOf("my.shop", "dev", false) ?? "", /^project "my\.shop": .*EKS/);
        assert.match(problemOf("a".repeat(21), "dev") ?? "", /^project "a+": .*at most 20 characters/);
    });
});
