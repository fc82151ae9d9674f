import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readStack } from "../../../../../tools/cli/project/project";
import { bringUp } from "../../../../../tools/cli/serve/bring-up";
import { TemporaryFolders } from "../../../cloud-simulator/engine/temporary-folder";

const silent = { say: () => {}, tick: () => {}, end: () => {} };
const document = `openapi: 3.0.3
info: { title: Shop, version: 1.0.0 }
paths:
  /a:
    post: { operationId: post, responses: { "202": { description: Accepted. } } }
`;

describe("the local deployment of a stack", function () {
    // The first run on a new machine may have to build the engine.
    this.timeout(20 * 60_000);
    const folders = new TemporaryFolders();
    after(() => folders.removeAll());

    const up = (changes: object) => {
        const folder = folders.make();
        mkdirSync(join(folder, "app/shop"), { recursive: true });
        writeFileSync(join(folder, "app/shop/openapi.yaml"), document);
        writeFileSync(join(folder, "app/shop/integrations.yaml"), "post:\n  mock: { status: 202 }\n");
        const config = {
            "aws:region": "eu-central-1",
            "gatehouse:apis": { shop: { runsOn: "gateway" } },
            "gatehouse:stages": { Test: {} },
            "gatehouse:plans": { standard: { requestsPerSecond: 1, burst: 1 } },
            "gatehouse:clients": { web: "standard" },
            ...changes,
        };
        writeFileSync(join(folder, "Pulumi.x.yaml"), JSON.stringify({ config }));
        return bringUp(readStack("x", folder), folder, silent, new AbortController().signal);
    };

    it("has the role of the logs that another program sets, if the stack does not set it", async () => {
        const { resources, published } = await up({ "gatehouse:gateway": { accountRole: false } });
        assert.deepEqual(
            published.map(({ name }) => name),
            ["Test"],
        );
        assert.deepEqual(
            resources.filter(({ type }) => type === "aws:apigateway/account:Account"),
            [],
        );
    });

    it("fails with the errors of the cloud alone, each once", async () => {
        const names = Array.from({ length: 11 }, (_, index) => [`stage${index}`, {}]);
        const failed = up({ "gatehouse:stages": Object.fromEntries(names) });
        await assert.rejects(failed, ({ message }: Error) => {
            assert.match(
                message,
                /^creating aws:apigateway\/stage:Stage "\w+": LimitExceededException: the quota of 10 stages of a REST API is reached$/,
            );
            return true;
        });
    });
});
