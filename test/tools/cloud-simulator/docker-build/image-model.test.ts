import assert from "node:assert/strict";
import { create, difference, read, remove } from "../../../../tools/cloud-simulator/providers/operations";
import type { Identity } from "../../../../tools/cloud-simulator/state/cloud";
import type { PropertyMap } from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedCloud } from "../../../../tools/cloud-simulator/state/simulated-cloud";

const repository = identity("aws:ecr/repository:Repository");
const image = identity("docker-build:index:Image");

describe("the simulated policy of a repository", () => {
    it("is deleted before its replacement is created, because a repository has only one", () => {
        const cloud = new SimulatedCloud("123456789012", "eu-central-1");
        const policy = identity("aws:ecr/lifecyclePolicy:LifecyclePolicy");
        const before: PropertyMap = { repository: "shop/pictures", policy: "{}" };
        const { outputs } = create(policy, before, cloud);
        const { replaced, deletesFirst } = difference(policy, { ...before, policy: "[]" }, before, outputs, cloud);
        assert.deepEqual([replaced, deletesFirst], [["policy"], true]);
    });
});

describe("a simulated image", () => {
    let cloud: SimulatedCloud;
    beforeEach(() => {
        cloud = new SimulatedCloud("123456789012", "eu-central-1");
    });

    const inputs = (): PropertyMap => ({
        tags: ["123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/pictures:abc-container"],
        registries: [{ address: "https://registry", username: "AWS", password: cloud.registryTokens.password }],
    });

    it("is lost on refresh only with an expired token and a provider before 0.0.21", () => {
        const before = inputs();
        const { id } = create(image, before, cloud);
        const isFoundBy = (version: string) => {
            cloud.providerVersions.set("docker-build", version);
            return read(image, id, before, cloud) !== undefined;
        };
        assert.deepEqual(["0.0.14", "0.0.21", "0.0.22"].map(isFoundBy), [true, true, true]);
        cloud.registryTokens.expire();
        assert.deepEqual(["0.0.14", "0.0.20", "0.0.21", "0.0.22", "0.1.0"].map(isFoundBy), [
            false,
            false,
            true,
            true,
            true,
        ]);
    });

    it("does not differ by a new token, but by anything else", () => {
        const before = inputs();
        const { outputs } = create(image, before, cloud);
        cloud.registryTokens.expire();
        const changed = (news: PropertyMap) => difference(image, news, before, outputs, cloud).changed;
        assert.deepEqual(changed(inputs()), []);
        assert.deepEqual(changed({ ...inputs(), platforms: ["linux/arm64"] }), ["platforms"]);
        assert.deepEqual(changed({ ...inputs(), registries: [{ address: "https://other" }] }), ["registries"]);
    });

    it("prevents the deletion of its repository unless that is forced", async () => {
        const words =
            /RepositoryNotEmptyException: The repository with name 'shop\/pictures' in registry with id '123456789012' cannot be deleted because it still contains images/;
        const empty = create(repository, { name: "shop/pictures" }, cloud);
        await remove(repository, empty, cloud);

        const full = create(repository, { name: "shop/pictures" }, cloud);
        // The images before it remain.
        await remove(image, create(image, inputs(), cloud), cloud);
        await assert.rejects(remove(repository, full, cloud), words);
        await remove(repository, { ...full, outputs: { ...full.outputs, forceDelete: true } }, cloud);

        await remove(repository, create(repository, { name: "shop/pictures" }, cloud), cloud);
    });
});

function identity(type: string): Identity {
    return { urn: `urn:pulumi:dev::shop::${type}::main`, type, name: "main" };
}
