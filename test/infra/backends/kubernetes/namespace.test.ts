import assert from "node:assert/strict";
import { ApiNamespace } from "../../../../infra/backends/kubernetes/namespace";
import { inputsOf, record } from "../../recorder";

describe("ApiNamespace", () => {
    const restricted = { "pod-security.kubernetes.io/enforce": "restricted" };
    for (const [nodes, labels] of [
        ["auto", { ...restricted, "eks.amazonaws.com/pod-readiness-gate-inject": "enabled" }],
        ["managed", restricted],
    ] as const) {
        it(`is restricted, and with nodes ${nodes} has ${nodes === "auto" ? "readiness gates" : "no readiness gates"}`, async () => {
            const cluster = { clusterName: "gatehouse-test", nodes, architecture: "amd64" } as const;
            const args = { ...cluster, namespace: "apis", vpcCidrBlocks: ["10.20.0.0/16"] };
            const registered = await record(() => new ApiNamespace(args, {}));
            assert.deepEqual(inputsOf(registered, "kubernetes:core/v1:Namespace").metadata, { name: "apis", labels });
        });
    }
});
