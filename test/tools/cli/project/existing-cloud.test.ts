import assert from "node:assert/strict";
import { existingCloud, existingNotices } from "../../../../tools/cli/project/existing-cloud";

describe("the existing resources of a stack's configuration", () => {
    it("are those that it names", () => {
        const vpc = { id: "vpc-1", privateSubnetIds: ["subnet-1"], isolatedSubnetIds: [] };
        const found = existingCloud({
            "gatehouse:network": { vpcId: "vpc-1", privateSubnetIds: ["subnet-1", 2] },
            "gatehouse:cluster": { name: "shared", nodes: "managed" },
            "gatehouse:fargate": { clusterName: "tasks" },
        });
        assert.deepEqual(found, { vpc, eksCluster: { name: "shared", isAutoMode: false }, ecsClusterName: "tasks" });
        assert.deepEqual(
            existingNotices("gatehouse", found).map((notice) => notice.split(" must exist")[0]),
            [
                "gatehouse:network.vpcId: vpc-1 and its subnets",
                "gatehouse:cluster.name: the EKS cluster shared",
                "gatehouse:fargate.clusterName: the ECS cluster tasks",
            ],
        );
    });

    it("include the role of API Gateway's logs, if the stack says that another program sets it", () => {
        const found = existingCloud({ "gatehouse:gateway": { accountRole: false } });
        assert.deepEqual(found, { hasLogRole: true });
        assert.match(
            existingNotices("gatehouse", found).join("\n"),
            /^gatehouse:gateway\.accountRole: another program must have set the CloudWatch role of API Gateway, which no preview/,
        );
        assert.deepEqual(existingCloud({ "gatehouse:gateway": { accountRole: true } }), {});
    });

    it("are absent from a stack that creates everything, or whose values have another form", () => {
        const created = { "gatehouse:network": { cidrBlock: "10.0.0.0/16" }, "gatehouse:cluster": "shared" };
        assert.deepEqual(existingCloud(created), {});
        assert.deepEqual(existingNotices("gatehouse", {}), []);
    });
});
