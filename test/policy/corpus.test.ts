import assert from "node:assert/strict";
import { cleanCases } from "./corpus/clean";
import { evasions } from "./corpus/evasions";
import { type Diagnostic, Pack, urnOf } from "./engine";

const pack = new Pack();

describe("the corpus of evasions", () => {
    for (const [group, cases] of Object.entries(evasions)) {
        describe(group, () => {
            for (const evasion of cases) {
                it(`reports ${evasion.reason}`, async () => {
                    const diagnostics = await pack.preview(evasion.resources);
                    const at = evasion.resources.find(({ name }) => name === evasion.at) ?? evasion.resources.at(-1);
                    assert.ok(at);
                    const own = diagnostics.filter(({ policy, urn }) => policy === evasion.policy && urn === urnOf(at));
                    assert.equal(own.length, 1, `${evasion.policy} on ${at.name}, got ${show(diagnostics)}`);
                    for (const diagnostic of diagnostics) judgeMessage(diagnostic);
                });
            }
        });
    }
});

describe("the corpus of clean cases", () => {
    for (const { reason, resources } of cleanCases) {
        it(`says nothing of ${reason}`, async () => {
            assert.deepEqual(await pack.preview(resources), []);
        });
    }
});

function judgeMessage({ level, message }: Diagnostic): void {
    assert.equal(level, "mandatory", message);
    const lines = message.split("\n");
    assert.ok(lines.length <= 3, message);
    assert.match(lines[0] ?? "", /"/, "the first line names its subject in quotes");
    assert.doesNotMatch(message, /securitySchemes|undefined|\[object|[0-9a-f]{8}-[0-9a-f]{4}-/, message);
}

const show = (diagnostics: readonly Diagnostic[]): string =>
    diagnostics.length === 0
        ? "nothing"
        : diagnostics.map(({ policy, urn, message }) => `\n${policy} ${urn}: ${message}`).join("");
