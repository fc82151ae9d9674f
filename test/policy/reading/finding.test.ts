import assert from "node:assert/strict";
import { finding, unknownValueFinding } from "../../../policy/reading/finding";
import { UNKNOWN } from "../../../policy/reading/resource";
import { read, readNumber } from "../../../policy/reading/value";
import { plainResource } from "../plain-resource";

const stage = plainResource("aws:apigateway/stage:Stage", "Test", { size: "x", on: UNKNOWN });

describe("a finding", () => {
    it("truncates each part to 600 characters", () => {
        const message = (actual: string) => finding(stage, { actual, expected: "w", change: "c" }).message.split("\n");
        assert.deepEqual(message("x".repeat(600)), [`Stage "Test": ${"x".repeat(600)}.`, "Expected: w.", "Change: c."]);
        assert.equal(message("x".repeat(601))[0], `Stage "Test": ${"x".repeat(599)}….`);
    });

    for (const [about, reading, hint, lines] of [
        [
            "is not known",
            read(stage.props, "on", "off"),
            undefined,
            [
                "on is not known at preview; the rule is undecided",
                "the value of on, which pulumi up checks before it creates the resource",
                "to decide it at preview, set on from a constant or from configuration",
            ],
        ],
        [
            "is of another type",
            readNumber(stage.props, "size"),
            undefined,
            [
                'size is "x", which cannot be read, so the rule cannot be evaluated',
                "a value that the rule can read",
                "set size to a value in the format that its provider documents",
            ],
        ],
        [
            "is absent",
            read(stage.props, "none"),
            "say none",
            ["none is absent, so the rule cannot be evaluated", "a value that the rule can read", "say none"],
        ],
    ] as const) {
        it(`names the path of a value that ${about}`, () => {
            const [actual, expected, change] = lines;
            assert.equal(
                unknownValueFinding(stage, reading, hint).message,
                `Stage "Test": ${actual}.\n${about === "is not known" ? "Decided by" : "Expected"}: ${expected}.\nChange: ${change}.`,
            );
        });
    }
});
