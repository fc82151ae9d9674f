import assert from "node:assert/strict";
import {
    looseMethodPath,
    methodPathOf,
    methodPathSpelling,
    normaliseMethodPath,
    templateVariables,
} from "../../../policy/gateway/method-path";

describe("method paths of the pack", () => {
    for (const [text, normal] of [
        ["*/*", "*/*"],
        ["pictures/GET", "pictures/GET"],
        ["/pictures/GET", "pictures/GET"],
        ["~1pictures~1{id}/GET", "pictures/{id}/GET"],
        ["pictures/{id}/get", "pictures/{id}/GET"],
        ["~1/GET", "/GET"],
        ["/GET", "/GET"],
        ["GET", "/GET"],
        ["//pictures/GET", "/pictures/GET"],
        ["pictures//GET", "pictures//GET"],
        [" pictures/GET", " pictures/GET"],
        ["/*/*", "/*/*"],
        ["~1*/*", "/*/*"],
        [" */*", " */*"],
        ["/~1pictures~1{id}/DELETE", "pictures/{id}/DELETE"],
    ] as const) {
        it(`read ${text} as ${normal}`, () => assert.equal(normaliseMethodPath(text), normal));
    }

    it("of an operation equal those of the settings that apply to it", () => {
        for (const path of ["/", "/pictures", "/pictures/{id}", "/{proxy+}"]) {
            assert.equal(normaliseMethodPath(methodPathSpelling(path, "get")), methodPathOf(path, "GET"));
        }
    });

    it("are compared loosely, without slashes, spaces and case", () => {
        for (const text of ["/Pictures//{id} /GET", " pictures/{ID}/get/"])
            assert.equal(looseMethodPath(text), "pictures/{id}/get");
    });

    it("name the variables of a template", () =>
        assert.deepEqual(templateVariables("/a/{id}/b/{rest+}"), ["id", "rest"]));
});
