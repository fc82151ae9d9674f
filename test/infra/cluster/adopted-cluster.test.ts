import assert from "node:assert/strict";
import { AdoptedCluster } from "../../../infra/cluster/adopted-cluster";
import { inputsOf, outputsOf, record } from "../recorder";

const args = {
    name: "shared",
    region: "eu-central-1",
    endpoint: "https://0123.gr7.eu-central-1.eks.amazonaws.com",
    certificateAuthority: "Y2VydGlmaWNhdGU=",
    securityGroupId: "sg-1",
    credentials: { profile: "sandbox" },
};

describe("AdoptedCluster", () => {
    it("registers a provider for the cluster, and nothing at AWS", async () => {
        const registered = await record(() => new AdoptedCluster("shop", args));
        const types = registered.map(({ type }) => type).filter((type) => !type.startsWith("pulumi:pulumi:"));
        assert.deepEqual(types, ["gatehouse:cluster:AdoptedCluster", "pulumi:providers:kubernetes"]);
        assert.equal(outputsOf(registered, "gatehouse:cluster:AdoptedCluster")?.clusterName, "shared");
    });

    it("reaches the API server with tokens of the AWS provider's credentials", async () => {
        const registered = await record(() => new AdoptedCluster("shop", args));
        const { kubeconfig } = inputsOf(registered, "pulumi:providers:kubernetes");
        const { clusters, users, contexts, ...others } = JSON.parse(String(kubeconfig));
        assert.deepEqual(clusters[0].cluster, {
            server: args.endpoint,
            "certificate-authority-data": args.certificateAuthority,
        });
        const { exec } = users[0].user;
        assert.equal(exec.command, "aws");
        assert.equal(
            exec.args.join(" "),
            "--region eu-central-1 eks get-token --cluster-name shared --output json --profile sandbox",
        );
        assert.deepEqual(contexts[0].context, { cluster: clusters[0].name, user: users[0].name });
        assert.equal(others["current-context"], contexts[0].name);
    });
});
