import assert from "node:assert/strict";
import { projectFolder } from "../../../../../tools/cli/project/project";
import { readRun } from "../../../../../tools/cli/report/facts/engine-run";
import { locator } from "../../../../../tools/cli/report/facts/locate";
import { backendOutputs } from "../../../backend-outputs";
import { component, resource, urn } from "../events";
import { lineOf } from "../sample";

const workload = urn("gatehouse:workloads:Workload", "books");
const service = urn("gatehouse:workloads:Workload$kubernetes:core/v1:Service", "books-lb");
const run = readRun("dev", [
    resource("kubernetes:core/v1:Service", "other"),
    ...component("gatehouse:workloads:Workload", "books", backendOutputs("books")),
    resource("gatehouse:workloads:Workload$kubernetes:core/v1:Service", "books-lb", { parent: workload }),
]);
const locate = locator(run, projectFolder);

describe("A finding's place", () => {
    it("is the setting that creates the resource's component", () => {
        assert.deepEqual(locate(service, "public"), {
            file: "Pulumi.dev.yaml",
            line: lineOf("Pulumi.dev.yaml", "books:"),
        });
    });

    it("is the setting that creates the resource itself", () => {
        const plan = urn("gatehouse:gateway:ClientKeys$aws:apigateway/usagePlan:UsagePlan", "standard");
        assert.equal(locate(plan, "").line, lineOf("Pulumi.dev.yaml", "standard:"));
    });

    it("is the API whose pipeline, WebSocket API or functions contain the resource", () => {
        for (const type of [
            "gatehouse:gateway:WebSocketApi",
            "gatehouse:pipelines:PhotoPipeline",
            "gatehouse:gateway:ServiceTargets",
        ]) {
            const own = urn(`${type}$aws:lambda/function:Function`, "own");
            const events = [
                resource(type, "photos"),
                resource(`${type}$aws:lambda/function:Function`, "own", { parent: urn(type, "photos") }),
            ];
            const file = "stacks/examples/Pulumi.photos.yaml";
            const found = locator(readRun("photos", events), projectFolder, file)(own, "");
            assert.deepEqual(found, { file, line: lineOf(file, "photos:") }, type);
        }
    });

    it("is the operation in the API's document if the message names one", () => {
        const line = lineOf("app/pictures/openapi.yaml", "operationId: listPictures");
        const found = locate(
            urn("aws:apigateway/restApi:RestApi", "r"),
            'RestApi "r": GET /pictures/all can be called',
        );
        assert.equal(found.file, "app/pictures/openapi.yaml");
        assert.ok(found.line !== undefined && found.line < line && found.line > line - 4, `${found.line} near ${line}`);
    });

    it("is the project's file if the program creates the resource", () => {
        assert.deepEqual(locate(urn("kubernetes:core/v1:Service", "books"), ""), { file: "Pulumi.yaml" });
    });

    it("has no line if the stack's file is missing", () => {
        assert.deepEqual(locator({ ...run, stack: "nowhere" }, projectFolder)(workload, ""), { file: "Pulumi.yaml" });
    });
});
