import assert from "node:assert/strict";
import { Autoscaler } from "../../../infra/cluster/autoscaler";
import { inputsOf, record } from "../recorder";

const image = "registry.k8s.io/autoscaling/cluster-autoscaler:v1.36.1";
const build = () =>
    record(() => new Autoscaler("shop", { clusterName: "gatehouse-test", image, propagationSeconds: 0 }));

async function pod() {
    const { spec } = inputsOf(await build(), "kubernetes:apps/v1:Deployment") as {
        spec: { template: { spec: { serviceAccountName: string; containers: Record<string, unknown>[] } } };
    };
    return spec.template.spec;
}

describe("Autoscaler", () => {
    it("scales the node groups that EKS has tagged for this cluster", async () => {
        const [container] = (await pod()).containers;
        assert.equal(container?.image, image);
        const command = container?.command as string[];
        const tags = "k8s.io/cluster-autoscaler/enabled,k8s.io/cluster-autoscaler/gatehouse-test";
        assert.ok(command.includes(`--node-group-auto-discovery=asg:tag=${tags}`), command.join(" "));
        assert.deepEqual(container?.env, [{ name: "AWS_REGION", value: "eu-central-1" }]);
    });

    it("may change the Auto Scaling groups of this cluster only", async () => {
        const { policy } = inputsOf(await build(), "aws:iam/rolePolicy:RolePolicy");
        const [reading, changing] = JSON.parse(String(policy)).Statement;
        assert.ok(reading.Action.every((action: string) => /:(Describe|Get)/.test(action)));
        assert.deepEqual(changing.Condition.StringEquals, {
            "aws:ResourceTag/k8s.io/cluster-autoscaler/enabled": "true",
            "aws:ResourceTag/k8s.io/cluster-autoscaler/gatehouse-test": "owned",
        });
    });

    it("gets its credentials through the service account that its pod has", async () => {
        const registered = await build();
        const { serviceAccount, namespace } = inputsOf(
            registered,
            "aws:eks/podIdentityAssociation:PodIdentityAssociation",
        );
        assert.equal((await pod()).serviceAccountName, serviceAccount);
        assert.equal(namespace, "kube-system");
        for (const kind of ["ClusterRoleBinding", "RoleBinding"]) {
            const binding = inputsOf(registered, `kubernetes:rbac.authorization.k8s.io/v1:${kind}`);
            assert.deepEqual(binding.subjects, [{ kind: "ServiceAccount", name: serviceAccount, namespace }]);
        }
    });
});
