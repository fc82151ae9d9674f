import assert from "node:assert/strict";
import { type Props, UNKNOWN } from "../../../../policy/reading/resource";
import { checkCommand } from "../../../../policy/rules/r1/private-aws";
import { plainResource } from "../../plain-resource";

const of = (props: Props, type = "command:local:Command") => checkCommand(plainResource(type, "shop", props));
const programIn = (props: Props, type?: string): string =>
    /it runs (.*), and no policy/.exec(of(props, type)[0]?.message ?? "")?.[1] ?? "nothing is said";

describe("a command", () => {
    it("is one undecided finding of the tier strict, which names the program", () => {
        const findings = of({ create: "npm run build", update: "npm run update", delete: UNKNOWN });
        assert.deepEqual(
            findings.map(({ tier, undecided, message }) => ({ tier, cause: undecided?.what, message })),
            [
                {
                    tier: "strict",
                    cause: "a review of the code that it runs",
                    message: [
                        'Command "shop": it runs "npm", and no policy sees what that creates or changes; the rule is undecided.',
                        "Decided by: a review of the code that it runs.",
                        "Change: declare what it creates as resources of the program, or waive it after the review.",
                    ].join("\n"),
                },
            ],
        );
    });

    for (const [reason, props, named] of [
        ["without its folder", { create: "/usr/local/bin/kubectl apply" }, '"kubectl"'],
        ["by its interpreter", { create: "import x", interpreter: ["/usr/bin/python3", "-c"] }, '"python3"'],
        ["when it runs only on deletion", { delete: "make clean" }, '"make"'],
        ["of a run", { command: "make" }, '"make"'],
        ["not if it is unknown", { create: UNKNOWN, interpreter: [UNKNOWN] }, "a command"],
        ["not if a variable comes first", { create: "TOKEN=abc curl x" }, "a command"],
        ["not if the word may be a secret", { create: "QWxhZGRpbjpvcGVuIHNlc2FtZQ" }, "a command"],
        ["not if nothing is set", {}, "a command"],
    ] as const)
        it(`names the program ${reason}`, () => assert.equal(programIn(props), named));

    it("says nothing of its arguments and variables", () => {
        const text = of({ create: "curl -H key:abc", environment: { TOKEN: "def" }, stdin: "ghi" })[0]?.message ?? "";
        assert.doesNotMatch(text, /abc|def|ghi|TOKEN/);
    });

    it("is the code of a dynamic provider", () => {
        assert.equal(programIn({ create: "x" }, "pulumi-nodejs:dynamic:Resource"), "the code of a dynamic provider");
    });
});
