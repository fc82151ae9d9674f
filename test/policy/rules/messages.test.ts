import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { gatewayStack } from "../corpus/gateway/stack";
import { groups } from "../corpus/groups";
import { unknown } from "../engine";
import { Program } from "../program";

// One wording for each kind of message, by group and case of the corpus. To accept new wordings, and then read the diff:
// GATEHOUSE_UPDATE_MESSAGES=1 npx mocha test/policy/rules/messages.test.ts
const file = join(__dirname, "messages.yaml");
const isUpdate = process.env.GATEHOUSE_UPDATE_MESSAGES === "1";
const wordings: Readonly<Record<string, Readonly<Record<string, string>>>> = parse(readFileSync(file, "utf8"));

describe("a message says what was found, what is expected and what to change", () => {
    for (const [group, cases] of Object.entries(wordings)) {
        for (const [reason, wording] of Object.entries(cases))
            it(`${group}: ${reason}`, () => {
                const actual = messagesOf(group, reason);
                if (!isUpdate) assert.equal(actual, wording);
            });
    }

    after(() => {
        if (!isUpdate) return;
        const actual = Object.entries(wordings).map(([group, cases]) => [
            group,
            Object.fromEntries(Object.keys(cases).map((reason) => [reason, messagesOf(group, reason)])),
        ]);
        writeFileSync(file, stringify(Object.fromEntries(actual), { lineWidth: 0 }));
    });
});

describe("a message", () => {
    it("does not repeat a value that could be a secret", () => {
        const spec = { type: "correct-horse" };
        const [finding] = Program.of([
            { type: "kubernetes:core/v1:Service", name: "shop", props: { spec } },
        ]).findings();
        assert.match(finding?.message ?? "", /^Service "shop": spec\.type /);
        assert.doesNotMatch(finding?.message ?? "", /correct-horse/);
    });

    it("about an unknown body says how to make it known, once for each rule that reads it", () => {
        const findings = Program.of(gatewayStack({ api: { props: { body: unknown } } })).findings();
        assert.deepEqual(
            findings.map(({ policy }) => policy),
            ["r1-private-backend", "r4-key-on-every-operation", "r2-cached-content"],
        );
        for (const { message } of findings)
            assert.match(message, /^RestApi "api": body [\s\S]*\$\{stageVariables\.name\}/);
    });
});

/** All messages of a case, one after the other. */
function messagesOf(group: string, reason: string): string {
    const violation = groups[group]?.violations?.find((violation) => violation.reason === reason);
    assert.ok(violation, `the corpus has no case "${reason}" in "${group}"`);
    const findings = Program.of(violation.resources).findings();
    return findings.map(({ message }) => `${message}\n`).join("");
}
