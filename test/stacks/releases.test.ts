import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { snapshotFile, snapshotHash, snapshotName } from "../../openapi/snapshot";
import { readReleases, snapshotPath } from "../../stacks/releases";
import { parseSettings } from "../../stacks/settings/parse-settings";
import { TemporaryFolders } from "../tools/cloud-simulator/engine/temporary-folder";
import { functionConfig } from "./lambda/project";

const bodyWith = (variable: string, functionName: string) =>
    JSON.stringify({
        openapi: "3.0.1",
        "x-uri": `arn:aws:lambda:us-east-1:123456789012:function:${functionName}:\${stageVariables.${variable}}`,
    });
const newest = {
    name: "gatehouse-functions",
    body: bodyWith("quotesAlias", "gatehouse-functions_quotes"),
    uncachedMethodPaths: [],
};

describe("The releases of a stack", () => {
    const folders = new TemporaryFolders();
    let folder = "";
    beforeEach(() => {
        folder = folders.make();
    });
    afterEach(() => folders.removeAll());

    function keep(body: string, settings = '{"apiKeySource":"HEADER"}'): string {
        const snapshot = { body, settings };
        const name = snapshotName(snapshotHash(snapshot));
        const path = join(folder, snapshotPath("functions", name));
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, snapshotFile(snapshot));
        return name;
    }

    function read(release: object) {
        const values = Object.entries(functionConfig).map(([key, value]) => [key.replace(/^gatehouse:/, ""), value]);
        const { "aws:region": _, stages, ...others } = Object.fromEntries(values);
        const settings = parseSettings({ ...others, stages: { ...stages, Live: { ...stages.Live, release } } });
        return readReleases(folder, "functions", settings, () => newest);
    }

    it("are the snapshots of their files, each once", () => {
        const [one, two] = [keep(newest.body), keep(`${newest.body} `)];
        const canary = { percent: 5, snapshot: two, variables: { quotesAlias: "Test" } };
        const { kept, stages } = read({ snapshot: one, history: [two], canary });
        assert.deepEqual(
            kept.map(({ body }) => body),
            [newest.body, `${newest.body} `],
        );
        assert.deepEqual(Object.keys(stages), ["Live"]);
    });

    it("read nothing while every stage follows the newest body", () => {
        assert.deepEqual(read({ snapshot: keep(newest.body) }).kept.length, 1);
        assert.deepEqual(
            readReleases("/none", "functions", { stages: {} } as never, () => assert.fail("the body is not needed"))
                .kept,
            [],
        );
    });

    it("need each file, unchanged", () => {
        const name = keep(newest.body);
        const path = join(folder, snapshotPath("functions", name));
        writeFileSync(path, snapshotFile({ body: "{}", settings: "{}" }));
        assert.throws(() => read({ snapshot: name }), /got the text of snapshot "b51f08b698d8", want that of/);
        writeFileSync(path, "[]");
        assert.throws(() => read({ snapshot: name }), /got text of another form/);
        rmSync(path);
        assert.throws(() => read({ snapshot: name }), /got no file, want the text of the snapshot/);
    });

    it("need the backends of each kept body, and name those that are gone with every setting", () => {
        const name = keep(bodyWith("ordersAlias", "gatehouse-functions_orders"));
        assert.throws(
            () => read({ snapshot: keep(newest.body), history: [name] }),
            (error: Error) => {
                const words = `gatehouse:stages.Live.release.history.0: got "${name}", want a snapshot whose backends the stack still has; `;
                return (
                    error.message ===
                    `${words}this one refers to the stage variable "ordersAlias", the function "gatehouse-functions_orders"`
                );
            },
        );
    });

    it("need the roles and the tables of services that the gateway itself calls", () => {
        const role = (name: string) => `"credentials":"arn:aws:iam::123456789012:role/${name}"`;
        const gone = "gatehouse-functions_events_sqs-orders-send";
        const template = `"template":"{\\"TableName\\":\\"$stageVariables.eventsTable\\"}"`;
        const name = keep(`{${role(gone)},"x":{${role("gatehouse-functions2_a")}},${template}}`);
        assert.throws(
            () => read({ snapshot: name }),
            new RegExp(`refers to the stage variable "eventsTable", the role "${gone}"$`),
        );
    });

    it("need the roles and the resources of each kept body", () => {
        const arn = "arn:aws:iam::123456789012:role/gatehouse-functions_orders_sqs-new-send";
        const credentials = { credentials: arn, uri: "x:sqs:path/123456789012/gatehouse-functions_orders_new.fifo" };
        const other = "arn:aws:lambda:us-east-1:123456789012:function:gatehouse-functions2_x";
        const name = keep(JSON.stringify({ ...JSON.parse(newest.body), credentials, other, title: newest.name }));
        assert.throws(() => read({ snapshot: name }), {
            message: `gatehouse:stages.Live.release.snapshot: got "${name}", want a snapshot whose backends the stack still has; this one refers to the resource "gatehouse-functions_orders_new.fifo", the role "gatehouse-functions_orders_sqs-new-send"`,
        });
    });

    it("are of an endpoint that is private, as the stack's is, or not", () => {
        const typed = (types: string) => keep(newest.body, JSON.stringify({ endpointConfiguration: { types } }));
        assert.equal(read({ snapshot: typed("EDGE") }).kept.length, 1);
        assert.throws(
            () => read({ snapshot: typed("PRIVATE") }),
            /Live\.release\.snapshot: got "[0-9a-f]{12}", want a snapshot of a REST API that is not private, as the stack's is now/,
        );
    });

    it("need stage variables of the canary's body, and aliases that exist", () => {
        const snapshot = keep(newest.body);
        const canaryOf = (variables: object) => ({ snapshot, canary: { percent: 5, variables } });
        assert.throws(
            () => read(canaryOf({ host: "x" })),
            /got the name "host", want a stage variable of the canary's body: quotesAlias/,
        );
        assert.throws(
            () => read(canaryOf({ quotesAlias: "next" })),
            /got "next", want the alias of a function, which has the name of a stage: Test, Live/,
        );
    });
});
