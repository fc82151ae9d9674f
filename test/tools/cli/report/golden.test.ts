import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { compare } from "../../../../tools/cli/report/difference/compare";
import { type Report, reportSchema } from "../../../../tools/cli/report/facts/report-schema";
import { asMarkdown } from "../../../../tools/cli/report/render/markdown";
import { api, checkedAndEnded, failure, resource } from "./events";
import { brokenEvents, reportOf, waivers } from "./sample";

const folder = join(__dirname, "golden");
const updateVariable = "GATEHOUSE_UPDATE_REPORTS";
const isUpdate = process.env[updateVariable] === "1";

/** A REST API with operations given as `GET /path`. */
function restApi(...operations: string[]): EngineEvent {
    const paths: Record<string, object> = {};
    for (const operation of operations) {
        const [method = "", path = ""] = operation.split(" ");
        const responses = { 200: { description: "The response." } };
        paths[path] = { [method.toLowerCase()]: { security: [{ api_key: [] }], responses } };
    }
    const securitySchemes = { api_key: { type: "apiKey", name: "x-api-key", in: "header" } };
    const body = JSON.stringify({ openapi: "3.0.1", paths, components: { securitySchemes } });
    return resource("aws:apigateway/restApi:RestApi", "gatehouse-x", { inputs: { body } });
}

const plan = (rateLimit: number): EngineEvent =>
    resource("aws:apigateway/usagePlan:UsagePlan", "standard", { inputs: { throttleSettings: { rateLimit } } });

const reports: Readonly<Record<string, () => Report>> = {
    holds: () =>
        reportOf([restApi("GET /books/all"), ...api("books"), plan(100), ...checkedAndEnded], undefined, folder),
    broken: () => {
        const before = [restApi("GET /pictures/all", "GET /books/all"), ...api("books"), plan(100), ...checkedAndEnded];
        const after = [...brokenEvents.filter((event) => event.resourcePreEvent?.metadata.type !== restApiType)];
        const report = reportOf(
            [restApi("GET /pictures/all", "PUT /pictures/{id}"), plan(150_000), ...after],
            waivers,
            folder,
        );
        return { ...report, difference: compare(report, { commit: "c".repeat(40), report: reportOf(before) }) };
    },
    failed: () => {
        const report = reportOf([resource("pulumi:pulumi:Stack", "gatehouse-x"), failure("no such thing")]);
        return { ...report, difference: { commit: "c".repeat(40), error: "Error: it does not compile" } };
    },
};
const restApiType = "aws:apigateway/restApi:RestApi";

function compareWith(file: string, text: string): void {
    if (isUpdate) writeFileSync(join(folder, file), text);
    const hint = `${file} differs; to accept the new report: ${updateVariable}=1 npx mocha test/tools/cli/report/golden.test.ts`;
    assert.equal(text, readFileSync(join(folder, file), "utf8"), hint);
}

describe("The golden reports", () => {
    for (const [name, make] of Object.entries(reports)) {
        it(`match the reviewed report.md with the verdict ${name}`, () => {
            compareWith(`${name}.md`, asMarkdown(make()));
        });

        it(`match the reviewed report.json with the verdict ${name}`, () => {
            const report = make();
            assert.deepEqual(reportSchema.parse(report), report);
            compareWith(`${name}.recording.json`, `${JSON.stringify(report, undefined, 2)}\n`);
        });
    }

    it("have the verdicts of their names", () => {
        assert.deepEqual(
            Object.values(reports).map((make) => make().verdict),
            Object.keys(reports),
        );
    });
});
