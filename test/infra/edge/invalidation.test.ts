import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { type CachedSite, invalidate } from "../../../infra/edge/site/invalidation";
import { type AwsCliStub, startAwsCliStub } from "../../../tools/cloud-simulator/engine/aws-cli-stub";
import { SimulatedCloud } from "../../../tools/cloud-simulator/state/simulated-cloud";

const distribution = "aws:cloudfront/distribution:Distribution";
const site: CachedSite = { id: "E1", contentHash: "0a1b", changeable: ["index.html", "a b.html"] };

describe("The invalidation of a site", () => {
    const path = process.env.PATH;
    let folder = "";
    let cloud: SimulatedCloud;
    let aws: AwsCliStub;
    beforeEach(async () => {
        cloud = new SimulatedCloud("123456789012", "eu-central-1");
        cloud.store.put({ urn: "urn:x", type: distribution, id: "E1", inputs: {}, outputs: {} });
        folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
        aws = await startAwsCliStub(folder, cloud);
        process.env.PATH = [aws.folder, path].join(delimiter);
    });
    afterEach(async () => {
        process.env.PATH = path;
        await aws.close();
        rmSync(folder, { recursive: true });
    });

    const known = () => cloud.store.find(distribution, "E1")?.invalidations ?? [];
    const contents = () =>
        known().map(({ Status, InvalidationBatch: { CallerReference } }) => [CallerReference.split("-")[1], Status]);

    it("drops the files whose content may change, and waits until they are", async () => {
        await invalidate(site);
        assert.deepEqual(
            known().map(({ InvalidationBatch }) => InvalidationBatch.Paths),
            [{ Quantity: 3, Items: ["/", "/index.html", "/a%20b.html"] }],
        );
        assert.deepEqual(contents(), [["0a1b", "Completed"]]);
    });

    it("happens once for a content, and again for one that comes back", async () => {
        await invalidate(site);
        await invalidate(site);
        assert.deepEqual(contents(), [["0a1b", "Completed"]]);
        await invalidate({ ...site, contentHash: "2c3d" });
        await invalidate(site);
        assert.deepEqual(
            contents().map(([content]) => content),
            ["0a1b", "2c3d", "0a1b"],
        );
    });

    it("is not confused by those of others, and follows one that was interrupted", async () => {
        await invalidate(site);
        const [own] = known();
        assert.ok(own);
        const resource = cloud.store.find(distribution, "E1");
        assert.ok(resource);
        const batch = { ...own.InvalidationBatch, CallerReference: "cli-1" };
        const manual = { Id: "I9", Status: "InProgress", InvalidationBatch: batch };
        cloud.store.put({ ...resource, invalidations: [{ ...own, Status: "InProgress" }, manual] });
        await invalidate(site);
        assert.deepEqual(
            known().map(({ Status }) => Status),
            ["Completed", "InProgress"],
        );
    });

    it("is one of all paths for a site of many files, as each path is billed", async () => {
        await invalidate({ ...site, changeable: Array.from({ length: 30 }, (_, index) => `${index}.html`) });
        assert.deepEqual(known()[0]?.InvalidationBatch.Paths, { Quantity: 1, Items: ["/*"] });
    });

    it("fails with AWS's reason and the command that shows more", async () => {
        await assert.rejects(invalidate({ ...site, id: "E2" }, { profile: "sandbox" }), {
            message:
                'Distribution "E2": its caches could not be cleared of the former site: An error occurred (NoSuchDistribution) ' +
                "when calling the ListInvalidations operation: The specified distribution does not exist. To see its " +
                "invalidations: aws cloudfront list-invalidations --distribution-id E2 --region us-east-1 --profile sandbox. " +
                'Then run "pulumi up" again',
        });
        process.env.PATH = "";
        await assert.rejects(invalidate(site), /the AWS CLI must be on the PATH/);
    });
});
