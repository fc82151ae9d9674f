import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { followRefresh } from "../../../../infra/backends/instances/instance-refresh";

const group = {
    arn: "arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:0123:autoScalingGroupName/books",
    name: "books",
    templateId: "lt-1",
    version: "3",
};

const pace = { intervalSeconds: 0.001, maxSeconds: 60 };

const refresh = (Status: string, more: object = {}, Version = "3") => ({
    Status,
    StartTime: "2026-11-29T10:00:00Z",
    DesiredConfiguration: { LaunchTemplate: { LaunchTemplateId: "lt-1", Version } },
    ...more,
});

describe("the wait for the replacement of machines", () => {
    const path = process.env.PATH;
    let folder = "";
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "test-aws-"));
    });
    afterEach(() => {
        process.env.PATH = path;
        rmSync(folder, { recursive: true, force: true });
    });

    it("looks until it has ended, in the region of the group", async () => {
        answers([refresh("Pending", { StartTime: undefined })], [refresh("InProgress")], [refresh("Successful")]);
        await followRefresh(group, {}, pace);
        const command = "autoscaling describe-instance-refreshes --auto-scaling-group-name books";
        assert.deepEqual(called(), Array(3).fill(`${command} --output json --region eu-central-1`));
    });

    it("ends at once where no refresh to this version of this template was started", async () => {
        const other = refresh("Failed", {}, "2");
        answers([other, { ...refresh("Failed"), DesiredConfiguration: {} }]);
        await followRefresh(group, {}, pace);
        assert.equal(called().length, 1);
    });

    it("takes the newest one of this version", async () => {
        answers([refresh("Failed"), refresh("Successful", { StartTime: "2026-11-29T11:00:00Z" })]);
        await followRefresh(group, {}, pace);
    });

    for (const [Status, seen] of [
        ["RollbackSuccessful", ["InProgress", "RollbackInProgress"]],
        ["RollbackFailed", ["RollbackInProgress"]],
        ["Failed", ["Baking"]],
        ["Cancelled", ["Cancelling"]],
    ] as const) {
        it(`fails with AWS's reason if it ends as ${Status}`, async () => {
            answers(...seen.map((status) => [refresh(status)]), [refresh(Status, { StatusReason: "2 are unhealthy" })]);
            await assert.rejects(followRefresh(group, { profile: "sandbox" }, pace), {
                name: "Error",
                message:
                    `Auto Scaling group "books": the replacement of its machines ended as ${Status}: 2 are unhealthy. ` +
                    "To see it: aws autoscaling describe-instance-refreshes --auto-scaling-group-name books --region eu-central-1 --profile sandbox. " +
                    'Correct the API, then run "pulumi up --refresh"',
            });
            assert.equal(called().length, seen.length + 1);
        });
    }

    it("gives up at the end of its time", async () => {
        answers([refresh("InProgress")], [refresh("InProgress")]);
        const twice = { intervalSeconds: 0.001, maxSeconds: 0.002 };
        await assert.rejects(followRefresh(group, {}, twice), /has not ended\. To see it: .* run "pulumi up" again$/);
        assert.equal(called().length, 2);
    });

    it("reports what AWS does not permit", async () => {
        stub('echo "An error occurred (AccessDenied)" >&2; exit 254');
        await assert.rejects(followRefresh(group), /^Error: An error occurred \(AccessDenied\)$/);
    });

    it("says that the AWS CLI is missing", async () => {
        process.env.PATH = folder;
        await assert.rejects(followRefresh(group), /the AWS CLI must be on the PATH/);
    });

    function answers(...responses: (readonly object[])[]) {
        for (const [index, InstanceRefreshes] of responses.entries())
            writeFileSync(join(folder, `${index + 1}.json`), JSON.stringify({ InstanceRefreshes }));
        stub(`n=$(wc -l < "${folder}/calls"); cat "${folder}/$n.json"`);
    }

    function stub(script: string) {
        const file = join(folder, "aws");
        writeFileSync(file, `#!/bin/sh\necho "$*" >> "${folder}/calls"\n${script}\n`);
        chmodSync(file, 0o755);
        process.env.PATH = `${folder}:${path}`;
    }

    function called(): string[] {
        return readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
    }
});
