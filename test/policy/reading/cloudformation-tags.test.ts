import assert from "node:assert/strict";
import { parseDocumentText } from "../../../policy/reading/document-text";

describe("short forms of a document in YAML", () => {
    it("are read as CloudFormation reads them, in full", () => {
        const text =
            "a: !Ref internal\nb: !If [Open, '*', !Ref Caller]\nc: !GetAtt A.Arn\nd: !Transform { Name: AWS::Include }\n";
        assert.deepEqual(parseDocumentText(text), {
            a: { Ref: "internal" },
            b: { "Fn::If": ["Open", "*", { Ref: "Caller" }] },
            c: { "Fn::GetAtt": "A.Arn" },
            d: { "Fn::Transform": { Name: "AWS::Include" } },
        });
    });

    it("are read by an alias too", () => {
        assert.deepEqual(parseDocumentText("a: &x !Ref internal\nb: *x\n"), {
            a: { Ref: "internal" },
            b: { Ref: "internal" },
        });
    });

    it("are neither YAML's own tags nor keys", () => {
        assert.deepEqual(parseDocumentText("a: !!str 5\nb: ! word\n!x c: 1\n"), { a: "5", b: "word", c: 1 });
    });
});
