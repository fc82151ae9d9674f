import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
    parseStackExport,
    readStackExport,
    StackExportError,
} from "../../../../tools/cloud-simulator/state/stack-export";
import { TemporaryFolders } from "../engine/temporary-folder";

const vpc = { urn: "urn:pulumi:dev::shop::aws:ec2/vpc:Vpc::main", type: "aws:ec2/vpc:Vpc", custom: true, id: "vpc-1" };

describe("an exported state", () => {
    const folders = new TemporaryFolders();
    afterEach(() => folders.removeAll());

    for (const version of [3, 4]) {
        it(`is read in version ${version}, including unknown fields`, () => {
            const file = join(folders.make(), "export.json");
            const content = { version, features: ["hooks"], deployment: { resources: [{ ...vpc, protect: true }] } };
            writeFileSync(file, JSON.stringify(content));
            const { source, origin, exported } = readStackExport(file);
            assert.equal(source, file);
            assert.deepEqual(origin, { stackName: "dev", projectName: "shop" });
            assert.deepEqual(exported, content);
        });
    }

    it("may have no resources", () => {
        assert.equal(parseStackExport({ version: 3, deployment: {} }, "x").origin, undefined);
    });

    it("is rejected with every problem, without values that may be secret", () => {
        const resources = [{ urn: "main", type: "aws:ec2/vpc:Vpc", custom: "yes", inputs: "s3cret" }, vpc];
        assert.deepEqual(problemsOf({ version: 2, deployment: { resources, pending_operations: {} } }), [
            '"x" version: got 2, want 3 or 4',
            '"x" deployment.resources.0.urn: got "main", want a URN such as urn:pulumi:dev::shop::aws:ec2/vpc:Vpc::main',
            '"x" deployment.resources.0.custom: got a string, want true or false',
            '"x" deployment.resources.0.inputs: got a string, want an object',
            '"x" deployment.pending_operations: got an object, want a list of operations',
        ]);
        assert.deepEqual(problemsOf([]), [
            '"x": got a list, want an object, as in a file written by `pulumi stack export`',
        ]);
    });

    it("is rejected with resources of two stacks", () => {
        const other = { ...vpc, urn: vpc.urn.replace(":dev:", ":prod:") };
        assert.deepEqual(problemsOf({ version: 3, deployment: { resources: [vpc, other] } }), [
            '"x": got resources of "urn:pulumi:dev::shop::", "urn:pulumi:prod::shop::", want those of one stack',
        ]);
    });

    it("is rejected if the file is missing or is not JSON", () => {
        const file = join(folders.make(), "export.json");
        const form = "want a file written by `pulumi stack export`";
        assert.throws(() => readStackExport(file), new StackExportError([`"${file}": got ENOENT, ${form}`]));
        writeFileSync(file, "s3cret");
        assert.throws(
            () => readStackExport(file),
            new StackExportError([`"${file}": got a file that is not JSON, ${form}`]),
        );
    });
});

function problemsOf(content: unknown): readonly string[] {
    try {
        parseStackExport(content, "x");
    } catch (error) {
        assert.ok(error instanceof StackExportError);
        return error.problems;
    }
    return [];
}
