import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import { type OfflineStackOptions, withOfflineStack } from "../../../../tools/cloud-simulator/engine/offline-stack";
import { parseStackExport, readStackExport } from "../../../../tools/cloud-simulator/state/stack-export";

const file = join(__dirname, "hard-state.json");

/** Declares the resources of hard-state.json, except `legacy`, `salt` and `alarms`. */
async function program(): Promise<void> {
    const provider = new aws.Provider("main", { region: "us-west-2" });
    new aws.ec2.Vpc("main", { cidrBlock: "10.0.0.0/16", tags: { owner: "me" } }, { provider });
    new aws.ec2.Vpc("vault", { cidrBlock: "10.3.0.0/16" }, { provider, protect: true });
    aws.ec2.Vpc.get("peer", "vpc-9", {}, { provider });
}

// A state with a pending replacement, external, protected and retained resources, ciphertext, features, pending operations
// and types that are not simulated.
describe("an offline stack that starts from a hard state", function () {
    // The first run on a new machine may have to build the engine.
    this.timeout(20 * 60_000);

    const base: OfflineStackOptions = {
        projectName: "shop",
        stackName: "prod",
        config: { "aws:region": "us-west-2" },
        program,
    };

    it("previews it, and names what cannot be imported as it is", async () => {
        const lines: string[] = [];
        const operations: string[] = [];
        const options: OfflineStackOptions = {
            ...base,
            state: { ...readStackExport(file), source: "hard-state.json" },
            onProgress: (line) => lines.push(line),
            onEvent: ({ resourcePreEvent }) => {
                const { urn = "", op = "", type = "" } = resourcePreEvent?.metadata ?? {};
                if (type.startsWith("aws:") || type.startsWith("random:"))
                    operations.push(`${op} ${urn.split("::").at(-1)}`);
            },
        };
        const { error } = await withOfflineStack(options, (stack) => stack.preview());
        assert.equal(error, undefined);
        assert.deepEqual(operations.sort(), [
            "delete alarms",
            "delete legacy",
            "delete salt",
            "delete-replaced main",
            "read peer",
            "same main",
            "same vault",
        ]);
        assert.deepEqual(lines, [
            '"hard-state.json": "aws:iot/thingGroup:ThingGroup", "random:index/randomId:RandomId" cannot be simulated: the program must not declare resources of these types',
            '"hard-state.json": 1 secret cannot be decrypted here: replaced by a placeholder, treated as unchanged',
            '"hard-state.json": pending operations dropped: creating aws:ec2/vpc:Vpc "second", deleting aws:ec2/vpc:Vpc "main"',
        ]);
    });

    it("rejects the destruction of a protected resource", async () => {
        const { error } = await withOfflineStack({ ...base, state: readStackExport(file) }, (stack) => stack.destroy());
        assert.match(error ?? "", /::vault" cannot be deleted\s+because it is protected/);
    });

    it("destroys the rest, types included that are not simulated; external and retained resources stay", async () => {
        const unprotected = JSON.parse(readFileSync(file, "utf8").replace('"protect": true', '"protect": false'));
        const state = parseStackExport(unprotected, "export");
        await withOfflineStack({ ...base, state }, async (stack) => {
            assert.equal((await stack.destroy()).error, undefined);
            assert.equal(await stack.resourceCount(), 0);
            assert.deepEqual(
                stack.cloud.store
                    .all()
                    .map(({ id }) => id)
                    .sort(),
                ["vpc-4", "vpc-9"],
            );
        });
    });
});
