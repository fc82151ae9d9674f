import assert from "node:assert/strict";
import { BuiltImage } from "../../../infra/backends/built-image";
import { inputsOf, listed, record } from "../recorder";

describe("BuiltImage", () => {
    const build = (deletionProtection = false) =>
        new BuiltImage("pictures", {
            repositoryName: "gatehouse-test/pictures",
            context: "/app/pictures",
            platform: "linux/amd64",
            deletionProtection,
        });

    it("builds the folder for the nodes' platform and pushes it to a repository that scans", async () => {
        const registered = await record(build);
        assert.deepEqual(listed(registered), ["awsx:ecr:Repository pictures", "awsx:ecr:Image pictures"]);
        const repository = inputsOf(registered, "awsx:ecr:Repository");
        assert.deepEqual(repository.imageScanningConfiguration, { scanOnPush: true });
        assert.deepEqual(inputsOf(registered, "awsx:ecr:Image"), {
            repositoryUrl: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/gatehouse-test/pictures",
            context: "/app/pictures",
            platform: "linux/amd64",
        });
    });

    it("provides the image by digest", async () => {
        let uri: string | undefined;
        await record(() => build().uri.apply((value) => (uri = value)));
        assert.equal(uri, "registry/pictures@sha256:0123");
    });

    it("expires earlier images only, never the current one, which has the tag", async () => {
        const { lifecyclePolicy } = inputsOf(await record(build), "awsx:ecr:Repository");
        assert.deepEqual(lifecyclePolicy, { rules: [{ tagStatus: "untagged", maximumNumberOfImages: 10 }] });
    });

    it("lets AWS delete a repository with images only without deletion protection", async () => {
        const forceDelete = async (deletionProtection: boolean) =>
            inputsOf(await record(() => build(deletionProtection)), "awsx:ecr:Repository").forceDelete;
        assert.deepEqual([await forceDelete(false), await forceDelete(true)], [true, false]);
    });
});
