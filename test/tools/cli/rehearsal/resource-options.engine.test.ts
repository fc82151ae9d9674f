import assert from "node:assert/strict";
import { z } from "zod";
import { devState } from "./dev-state";

const minutes = (count: number) => 60 * count;

const options = z.object({
    urn: z.string(),
    type: z.string(),
    dependencies: z.array(z.string()).default([]),
    retainOnDelete: z.boolean().default(false),
    customTimeouts: z.record(z.string(), z.number()).default({}),
});

describe("the resource options of the program", function () {
    this.timeout(20 * 60_000);

    let resources: z.output<typeof options>[] = [];
    before(async () => {
        const { exported } = await devState();
        resources = z.array(options).parse(exported.deployment.resources);
    });

    it("make a Service wait for its load balancer, and its deletion for a VPC link", () => {
        const timeouts = { create: minutes(20), update: minutes(20), delete: minutes(30) };
        const services = resources.filter(({ type }) => type === "kubernetes:core/v1:Service");
        assert.equal(services.length, 2);
        for (const { customTimeouts } of services) assert.deepEqual(customTimeouts, timeouts);
    });

    it("make a Deployment wait for two waves of pods", () => {
        const deployments = resources.filter(({ type }) => type === "kubernetes:apps/v1:Deployment");
        assert.equal(deployments.length, 2);
        for (const { customTimeouts } of deployments) {
            const { create, update } = customTimeouts;
            assert.deepEqual([create, update], [minutes(20), minutes(20)]);
        }
    });

    it("set no timeout if those of the provider are constants", () => {
        const constant = resources.filter(({ type }) => /^aws:apigateway\/(vpcLink|stage):/.test(type));
        assert.equal(constant.length, 3);
        for (const { urn, customTimeouts } of constant) {
            assert.deepEqual(
                Object.values(customTimeouts).filter((seconds) => seconds > 0),
                [],
                urn,
            );
        }
    });

    it("retain only the region's role for logs, with its policies", () => {
        const retained = resources.filter(({ retainOnDelete }) => retainOnDelete).map(({ type }) => type);
        assert.deepEqual(retained.sort(), [
            "aws:apigateway/account:Account",
            "aws:iam/role:Role",
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        ]);
    });

    it("delete the add-on that writes container logs before its log groups", () => {
        const find = (name: string) => resources.filter(({ urn }) => urn.endsWith(`::${name}`));
        const groups = ["application", "dataplane", "host", "performance"].flatMap((kind) =>
            find(`gatehouse-dev-${kind}`).map(({ urn }) => urn),
        );
        const [addOn] = find("gatehouse-dev-observability").filter(({ type }) => type === "aws:eks/addon:Addon");
        assert.equal(groups.length, 4);
        for (const urn of groups) assert.ok(addOn?.dependencies.includes(urn), urn);
    });
});
