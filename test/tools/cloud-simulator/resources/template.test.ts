import assert from "node:assert/strict";
import { fillTemplate, generated } from "../../../../tools/cloud-simulator/resources/template";

describe("templates", () => {
    const scope = { seed: "urn:vpc 0", values: { region: "eu-central-1", port: 80, id: "vpc-1" } };

    it("insert values from the scope, even inside lists and objects", () => {
        assert.deepEqual(fillTemplate({ arns: ["arn:{region}/{id}"] }, scope), { arns: ["arn:eu-central-1/vpc-1"] });
    });

    it("preserve the type of a value that is the whole string", () => {
        assert.equal(fillTemplate("{port}", scope), 80);
        assert.equal(fillTemplate(":{port}", scope), ":80");
    });

    it("leave placeholders with a dollar sign", () => {
        assert.equal(fillTemplate("${version} ${stageVariables.link}", scope), "${version} ${stageVariables.link}");
    });

    it("generate the same characters for one seed and others for another", () => {
        const made = fillTemplate("vpc-{hex:17}", scope);
        assert.match(String(made), /^vpc-[0-9a-f]{17}$/);
        assert.equal(fillTemplate("vpc-{hex:17}", scope), made);
        assert.notEqual(fillTemplate("vpc-{hex:17}", { ...scope, seed: "urn:vpc 1" }), made);
        assert.match(String(fillTemplate("{uuid}", scope)), /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
        assert.match(generated("seed", "upper", 32), /^[A-Z0-9]{32}$/);
    });

    it("throw an error that names a missing value", () => {
        assert.throws(() => fillTemplate("{account}/{id}", scope), /"\{account\}\/\{id\}": there is no "account"/);
    });
});
