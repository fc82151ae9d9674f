import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "yaml";
import {
    autoscalerImage,
    defaultSupportType,
    kubernetesSupport,
    kubernetesVersions,
    newestKubernetesVersion,
} from "../../../stacks/settings/kubernetes-versions";

describe("the Kubernetes versions of EKS", () => {
    it("are in order, and extended support ends a year after standard support", () => {
        const minors = kubernetesVersions.map(({ version }) => Number(version.split(".")[1]));
        assert.deepEqual(
            minors,
            minors.map((_, index) => (minors[0] ?? 0) + index),
        );
        for (const { standardUntil, extendedUntil } of kubernetesVersions) {
            const [year, ...rest] = standardUntil.split("-");
            assert.equal(extendedUntil, [Number(year) + 1, ...rest].join("-"));
        }
        assert.equal(newestKubernetesVersion, kubernetesVersions.at(-1)?.version);
    });

    it("are supported, then supported at a higher price, then not at all", () => {
        assert.equal(kubernetesSupport("1.33", "2026-07-29"), "standard");
        assert.equal(kubernetesSupport("1.33", "2026-07-30"), "extended");
        assert.equal(kubernetesSupport("1.33", "2027-07-29"), "extended");
        assert.equal(kubernetesSupport("1.33", "2027-07-30"), "none");
        assert.equal(kubernetesSupport("1.99", "2026-07-30"), "none");
    });

    it("have a Cluster Autoscaler of their minor version", () => {
        for (const { version, autoscaler } of kubernetesVersions) assert.ok(autoscaler.startsWith(`${version}.`));
        assert.equal(autoscalerImage("1.36"), "registry.k8s.io/autoscaling/cluster-autoscaler:v1.36.1");
    });

    it("stay in extended support by default only if they had entered it when the table was read", () => {
        assert.equal(defaultSupportType("1.33"), "extended");
        assert.equal(defaultSupportType("1.34"), "standard");
        assert.equal(defaultSupportType("1.36"), "standard");
    });

    for (const stack of ["dev", "prod"]) {
        it(`include that of ${stack}, which was under standard support on the day of the table`, () => {
            const { config } = parse(readFileSync(resolve(__dirname, `../../../Pulumi.${stack}.yaml`), "utf8"));
            assert.equal(kubernetesSupport(config["gatehouse:cluster"].kubernetesVersion, "2026-11-28"), "standard");
        });
    }
});
