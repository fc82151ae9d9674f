import assert from "node:assert/strict";
import { PodIdentity } from "../../../../infra/backends/kubernetes/pod-identity";
import { inputsOf, listed, record } from "../../recorder";

const build = () =>
    record(() => new PodIdentity("pictures", { clusterName: "gatehouse-test", namespace: "apis", policy: "{}" }));

describe("PodIdentity", () => {
    it("associates its role with its service account after the role has its permissions", async () => {
        const order = listed(await build());
        assert.deepEqual([...order].sort(), [
            "aws:eks/podIdentityAssociation:PodIdentityAssociation pictures",
            "aws:iam/role:Role pictures-pods",
            "aws:iam/rolePolicy:RolePolicy pictures-pods",
            "kubernetes:core/v1:ServiceAccount pictures",
        ]);
        assert.equal(order.at(-1), "aws:eks/podIdentityAssociation:PodIdentityAssociation pictures");
    });

    it("lets EKS assume the role only for this service account in this namespace and cluster", async () => {
        const { assumeRolePolicy } = inputsOf(await build(), "aws:iam/role:Role");
        assert.deepEqual(JSON.parse(String(assumeRolePolicy)).Statement, [
            {
                Effect: "Allow",
                Principal: { Service: "pods.eks.amazonaws.com" },
                Action: ["sts:AssumeRole", "sts:TagSession"],
                Condition: {
                    StringEquals: {
                        "aws:RequestTag/eks-cluster-name": "gatehouse-test",
                        "aws:RequestTag/kubernetes-namespace": "apis",
                        "aws:RequestTag/kubernetes-service-account": "pictures",
                    },
                },
            },
        ]);
    });

    it("mounts no cluster token into the pods of the service account", async () => {
        const account = inputsOf(await build(), "kubernetes:core/v1:ServiceAccount");
        assert.deepEqual(account.metadata, { name: "pictures", namespace: "apis" });
        assert.equal(account.automountServiceAccountToken, false);
        const association = inputsOf(await build(), "aws:eks/podIdentityAssociation:PodIdentityAssociation");
        assert.deepEqual(association, {
            clusterName: "gatehouse-test",
            namespace: "apis",
            serviceAccount: "pictures",
            roleArn: "arn:pictures-pods",
        });
    });
});
