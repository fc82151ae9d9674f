import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { awsTypes } from "../../../../tools/cloud-simulator/aws/resource-types";
import { kubernetesKinds } from "../../../../tools/cloud-simulator/kubernetes/kinds";
import { priceOf, servingTypes } from "../../../../tools/cloud-simulator/providers/known-types";

describe("the simulated types", () => {
    it("state the resources that an API needs to serve its clients, on AWS and in Kubernetes", () => {
        const types = servingTypes();
        for (const type of [
            "aws:apigateway/stage:Stage",
            "kubernetes:core/v1:Service",
            "kubernetes:apps/v1:Deployment",
        ])
            assert.ok(types.includes(type), type);
        for (const type of ["aws:iam/role:Role", "kubernetes:core/v1:ConfigMap", "docker-build:index:Image"])
            assert.ok(!types.includes(type), type);
    });

    it("state how a cost estimate treats them", () => {
        assert.equal(priceOf("aws:iam/role:Role"), "free");
        assert.equal(priceOf("aws:eks/cluster:Cluster"), "estimated");
        assert.deepEqual(priceOf("kubernetes:core/v1:PersistentVolumeClaim"), { notEstimated: "volumes of pods" });
        assert.equal(priceOf("aws:glue/job:Job"), undefined);
    });

    it("are priced by the cost report if they state it", () => {
        const folder = resolve(__dirname, "../../../../tools/cli/report/cost");
        const code = readdirSync(folder, { recursive: true, encoding: "utf8" })
            .filter((file) => file.endsWith(".ts"))
            .map((file) => readFileSync(join(folder, file), "utf8"))
            .join("\n");
        const estimated = Object.keys(awsTypes).filter((type) => priceOf(type) === "estimated");
        assert.ok(estimated.length > 5);
        assert.deepEqual(
            estimated.filter((type) => !code.includes(`"${type}"`)),
            [],
        );
    });

    it("name kinds of Kubernetes by a version that is read from their type token", () => {
        for (const [kind, { apiVersion }] of Object.entries(kubernetesKinds))
            assert.match(`kubernetes:${apiVersion}:${kind}`, /^kubernetes:[a-z0-9.]+\/v\d+:[A-Z]\w+$/);
    });
});
