import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readReport, reportVariable } from "../../policy/pack/report";
import { cleanCases } from "./corpus/clean";
import { violationCases } from "./corpus/violations";
import { type Diagnostic, Pack, urnOf } from "./engine";
import { RecordedMessages } from "./recorded-messages";

const recorded = new RecordedMessages();

describe("the corpus of evasions", () => {
    for (const [group, cases] of Object.entries(violationCases)) {
        describe(group, () => {
            for (const violationCase of cases) {
                it(`reports ${violationCase.reason}`, async () => {
                    const diagnostics = await new Pack().preview(violationCase.resources);
                    const at =
                        violationCase.resources.find(({ name }) => name === violationCase.at) ??
                        violationCase.resources.at(-1);
                    assert.ok(at);
                    const own = diagnostics.filter(
                        ({ policy, urn }) => policy === violationCase.policy && urn === urnOf(at),
                    );
                    assert.equal(own.length, 1, `${violationCase.policy} on ${at.name}, got ${show(diagnostics)}`);
                    for (const diagnostic of diagnostics) checkMessage(diagnostic);
                    const said = diagnostics.map(({ policy, urn, message }) => `${policy} ${urn}\n${message}`);
                    recorded.compare(`${group}: ${violationCase.reason}`, said);
                });
            }
        });
    }
});

describe("the corpus of clean cases", () => {
    let folder: string;
    before(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-policy-"));
        process.env[reportVariable] = join(folder, "report.json");
    });
    after(() => {
        delete process.env[reportVariable];
        rmSync(folder, { recursive: true });
    });
    const checked = () =>
        (readReport(join(folder, "report.json"))?.rules ?? []).map(({ id, checked }) => `${id} ${checked}`);

    for (const { reason, resources } of cleanCases) {
        it(`says nothing of ${reason}`, async () => {
            assert.deepEqual(await new Pack().preview(resources), []);
            recorded.compare(`clean: ${reason}`, checked());
        });
    }
});

describe("the recorded messages", () => {
    after(() => recorded.save());

    it("are of cases that the corpus holds", () => {
        const ofViolations = Object.entries(violationCases).flatMap(([group, cases]) =>
            cases.map(({ reason }) => `${group}: ${reason}`),
        );
        const names = [...ofViolations, ...cleanCases.map(({ reason }) => `clean: ${reason}`)];
        assert.deepEqual(recorded.unmatched(names), []);
        assert.equal(new Set(names).size, names.length, "two cases have one name");
    });
});

function checkMessage({ level, message }: Diagnostic): void {
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
