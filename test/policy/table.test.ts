import assert from "node:assert/strict";
import { cleanCases } from "./corpus/clean";
import { violationCases } from "./corpus/violations";
import { Pack } from "./engine";
import { recorded, recordings } from "./recordings";
import { scoresOf, tableOf } from "./score";

const allViolations = Object.values(violationCases).flat();
const allClean = [
    ...cleanCases,
    ...recordings
        // The one whose endpoint is open to the world.
        .filter((recording) => recording !== "eks-default")
        .map((recording) => ({ reason: `the recording ${recording}`, resources: recorded(recording) })),
];

describe("recall and false alarms over the corpus", () => {
    it("are 100 % and none for each rule", async () => {
        const pack = new Pack();
        const scores = await scoresOf((resources) => pack.preview(resources), allViolations, allClean);
        console.log(tableOf(scores));
        for (const { rule, violationCases, caught, falseAlarms } of scores) {
            assert.ok(violationCases > 0, rule);
            assert.deepEqual({ rule, caught, falseAlarms }, { rule, caught: violationCases, falseAlarms: 0 });
        }
    });

    it("are those of at least 150 evasions and 60 clean cases", () => {
        assert.ok(allViolations.length >= 150, `${allViolations.length} evasions`);
        assert.ok(allClean.length >= 60, `${allClean.length} clean cases`);
    });

    it("show a pack that says nothing, and one that says too much", async () => {
        const [violationCase] = allViolations.filter(({ policy }) => policy === "r3-rate-limits");
        assert.ok(violationCase);
        const counts = { rule: "R3", violationCases: 1, caught: 0, clean: 1 };
        const silent = await scoresOf(async () => [], [violationCase], [{ reason: "", resources: [] }]);
        assert.deepEqual(silent[2], { ...counts, falseAlarms: 0 });
        const alarm = { policy: violationCase.policy, urn: "elsewhere", message: "", level: "mandatory" } as const;
        const loud = await scoresOf(async () => [alarm, alarm], [violationCase], [{ reason: "", resources: [] }]);
        assert.deepEqual(loud[2], { ...counts, falseAlarms: 1 });
        assert.match(tableOf(silent), /R3 +1 +0 +0 % +1 +0\n/);
    });
});
