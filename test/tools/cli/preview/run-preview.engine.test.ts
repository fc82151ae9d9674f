import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as k8s from "@pulumi/kubernetes";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { program } from "../../../../stacks/program";
import type { PreviewResult, RuleFinding } from "../../../../tools/cli/preview/preview-result";
import { runPreview } from "../../../../tools/cli/preview/run-preview";
import { verdictLines } from "../../../../tools/cli/preview/verdicts";
import { projectFolder, readStack, type Stack } from "../../../../tools/cli/project/project";

/** The dev stack with one setting of `gatehouse:` replaced. */
function devWith(setting: string, change: (value: Record<string, object>) => object): Stack {
    const dev = readStack("dev");
    const key = `gatehouse:${setting}`;
    const value = change(dev.config[key] as Record<string, object>);
    return { ...dev, config: { ...dev.config, [key]: value } };
}

function preview(stack: Stack, run: PulumiFn = async () => program()): Promise<PreviewResult> {
    return runPreview({ stack, program: run });
}

function findingsOf(result: PreviewResult): Record<string, readonly RuleFinding[]> {
    return Object.fromEntries(
        result.rules.filter(({ findings }) => findings.length > 0).map(({ id, findings }) => [id, findings]),
    );
}

function only(result: PreviewResult, rule: string): string {
    assert.deepEqual(result.errors, []);
    assert.equal(result.exitCode, 1);
    const findings = findingsOf(result);
    assert.deepEqual(Object.keys(findings), [rule]);
    return (findings[rule] ?? []).map(({ message }) => message).join("\n");
}

describe("A preview on the real engine", function () {
    // The first run on a new machine may have to build the engine.
    this.timeout(20 * 60_000);

    for (const [name, minimum] of [
        ["dev", 60],
        ["prod", 60],
    ] as const) {
        it(`holds for ${name}, with at least ${minimum} resources`, async () => {
            const result = await preview(readStack(name));
            assert.deepEqual(result.errors, []);
            assert.deepEqual(findingsOf(result), {});
            assert.equal(result.exitCode, 0);
            assert.ok(result.resources.length >= minimum, String(result.resources.length));
            for (const { id, checked } of result.rules) assert.match(checked, /\d/, `${id} checked nothing`);
        });
    }

    it("reports R3 if a plan allows too much", async () => {
        const fast = devWith("plans", ({ standard }) => ({ standard: { ...standard, requestsPerSecond: 150000 } }));
        assert.match(only(await preview(fast), "R3"), /UsagePlan "standard".*150000/s);
    });

    it("reports R3 if a stage allows too much", async () => {
        const fast = devWith("stages", ({ Test }) => ({
            Test: { ...Test, throttle: { requestsPerSecond: 150000, burst: 5000 } },
        }));
        assert.match(only(await preview(fast), "R3"), /"Test[^"]*".*150000/s);
    });

    it("reports R2 if the cache is off", async () => {
        const uncached = devWith("stages", ({ Test }) => ({ Test: { ...Test, cache: { enabled: false } } }));
        assert.match(only(await preview(uncached), "R2"), /Test/);
    });

    it("reports R4 if an operation needs no key", async () => {
        const folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
        try {
            cpSync(join(projectFolder, "app"), join(folder, "app"), { recursive: true });
            const document = join(folder, "app/pictures/openapi.yaml");
            const text = readFileSync(document, "utf8");
            writeFileSync(document, text.replace(/( *)operationId: listPictures\n/, "$&$1security: []\n"));
            assert.notEqual(readFileSync(document, "utf8"), text);
            assert.match(only(await preview(readStack("dev"), async () => program(folder)), "R4"), /\/pictures\/all/);
        } finally {
            rmSync(folder, { recursive: true });
        }
    });

    it("reports R1 if the program adds a public Service", async () => {
        const result = await preview(readStack("dev"), async () => {
            await program();
            new k8s.core.v1.Service("shortcut", { spec: { type: "LoadBalancer", ports: [{ port: 80 }] } });
        });
        assert.match(only(result, "R1"), /Service "shortcut"/);
    });

    it("holds with a placeholder for a secret setting that cannot be decrypted", async () => {
        const dev = readStack("dev");
        const config = { ...dev.config, "aws:customCaBundle": "offline-placeholder" };
        const result = await preview({ ...dev, config, placeholders: ["aws:customCaBundle"] });
        assert.deepEqual([result.errors, findingsOf(result)], [[], {}]);
    });

    it("fails, without saying that the rules hold, if the program throws", async () => {
        const result = await preview(readStack("dev"), async () => {
            throw new Error("no such thing");
        });
        assert.equal(result.exitCode, 3);
        assert.match(result.errors.join("\n"), /no such thing/);
    });

    it("reports a failure of the program although a rule is broken, and no rule as holding", async () => {
        const result = await preview(readStack("dev"), async () => {
            new k8s.core.v1.Service("shortcut", { spec: { type: "NodePort", ports: [{ port: 80 }] } });
            await new Promise((resolve) => setTimeout(resolve, 0));
            throw new Error("no such thing");
        });
        assert.equal(result.exitCode, 3);
        assert.match(result.errors.join("\n"), /no such thing/);
        assert.deepEqual(
            result.rules.map(({ checked }) => checked),
            Array(4).fill("not checked"),
        );
        assert.doesNotMatch(result.rules.flatMap((rule) => verdictLines(rule)).join("\n"), /holds/);
    });

    it("fails if the pack does not report", async () => {
        const result = await runPreview({ stack: readStack("dev"), program: async () => program(), policyPacks: [] });
        assert.equal(result.exitCode, 3);
        assert.deepEqual(result.errors, ["The policy pack did not report what it checked."]);
    });

    it("previews managed nodes with the load balancers of their controller", async () => {
        const managed = devWith("cluster", (cluster) => ({ ...cluster, nodes: "managed" }));
        const result = await preview(managed);
        assert.deepEqual([result.errors, findingsOf(result)], [[], {}]);
        assert.ok(result.resources.some(({ type }) => type === "aws:eks/nodeGroup:NodeGroup"));
    });
});
