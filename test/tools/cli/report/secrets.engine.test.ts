import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { runPreview } from "../../../../tools/cli/preview/run-preview";
import { projectFolder, readStack } from "../../../../tools/cli/project/project";
import { buildReport } from "../../../../tools/cli/report/build-report";
import { runOf } from "../../../../tools/cli/report/facts/engine-run";
import { writeReport } from "../../../../tools/cli/report/write-report";

const secret = "correct-horse-battery-staple";

describe("A secret of a stack", function () {
    // The first run on a new machine may have to build the engine.
    this.timeout(20 * 60_000);

    it("is in no file of the report, in any encoding", async () => {
        const folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
        try {
            const events: EngineEvent[] = [];
            const result = await runPreview({
                stack: readStack("dev"),
                program: async () => {
                    const value = pulumi.secret(secret);
                    new k8s.core.v1.ConfigMap("settings", { data: { open: "plain-to-see", hidden: value } });
                    // Each of these would be shown if it were not a secret: in the digests, in a label of the diagram, in a limit.
                    new aws.apigateway.ApiKey("key", { value });
                    new k8s.core.v1.Service("leak", { spec: { type: value, ports: [{ port: 80 }] } });
                    new aws.apigateway.Stage("leak", { restApi: "api", deployment: "one", stageName: value });
                    throw new Error("a failure is reported too");
                },
                onEvent: (event) => events.push(event),
            });
            assert.ok(result.resources.some(({ name }) => name === "settings"));
            assert.ok(JSON.stringify(events).includes("plain-to-see"));
            const report = buildReport(runOf(result, events), { source: "offline preview", folder: projectFolder });
            const digest = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 12);
            for (const file of await writeReport(report, folder)) {
                const text = readFileSync(file, "utf8");
                for (const form of [secret, Buffer.from(secret).toString("base64"), digest(JSON.stringify(secret))]) {
                    assert.ok(!text.includes(form), `${file} holds ${form}`);
                }
            }
        } finally {
            rmSync(folder, { recursive: true });
        }
    });
});
