import assert from "node:assert/strict";
import { NetworkLoadBalancer } from "../../../infra/backends/network-load-balancer";
import { inputsOf, listed, outputsOf, record } from "../recorder";

const args = { linkName: "shared_nlb", vpcId: "vpc-1", subnetIds: ["subnet-1", "subnet-2"] };
const listener = {
    listenerPort: 10_080,
    targetPort: 8080,
    targetType: "ip",
    targetGroupId: "sg-tasks",
    healthPath: "/api/books/health",
} as const;

const build = (name = "gatehouse-test", api = "books") =>
    record(() => {
        const balancer = new NetworkLoadBalancer(name, args);
        balancer.listen(api, listener, { parent: balancer });
    });

describe("NetworkLoadBalancer", () => {
    it("registers the load balancer and its security group, and for each API a target group, a listener and two rules", async () => {
        assert.deepEqual(listed(await build()).sort(), [
            "aws:ec2/securityGroup:SecurityGroup gatehouse-test-balancer",
            "aws:lb/listener:Listener books",
            "aws:lb/loadBalancer:LoadBalancer gatehouse-test",
            "aws:lb/targetGroup:TargetGroup books",
            "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule books-balancer",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule books-balancer",
        ]);
    });

    it("is internal in the given subnets, with a security group from the beginning that does not filter the VPC link", async () => {
        const { internal, loadBalancerType, subnets, securityGroups, ...others } = inputsOf(
            await build(),
            "aws:lb/loadBalancer:LoadBalancer",
        );
        assert.deepEqual([internal, loadBalancerType, subnets], [true, "network", args.subnetIds]);
        assert.deepEqual(securityGroups, ["gatehouse-test-balancer_id"]);
        assert.equal(others.enforceSecurityGroupInboundRulesOnPrivateLinkTraffic, "off");
        assert.equal(others.enableCrossZoneLoadBalancing, true);
    });

    it("forwards the port of an API to targets that return 200 at its health path, and drains them", async () => {
        const registered = await build();
        assert.deepEqual(inputsOf(registered, "aws:lb/listener:Listener"), {
            loadBalancerArn: "arn:gatehouse-test",
            port: 10_080,
            protocol: "TCP",
            defaultActions: [{ type: "forward", targetGroupArn: "arn:books" }],
        });
        const { healthCheck, ...group } = inputsOf(registered, "aws:lb/targetGroup:TargetGroup");
        const health = healthCheck as Record<string, unknown>;
        assert.deepEqual(
            [health.protocol, health.path, health.port, health.matcher],
            ["HTTP", "/api/books/health", "traffic-port", "200"],
        );
        // The port of the targets is not that of the group, which cannot be changed.
        assert.deepEqual(group, {
            vpcId: "vpc-1",
            targetType: "ip",
            protocol: "TCP",
            port: 80,
            deregistrationDelay: 150,
        });
    });

    it("opens only the way from itself to the targets", async () => {
        const registered = await build();
        const port = { ipProtocol: "tcp", fromPort: 8080, toPort: 8080 };
        const own = "gatehouse-test-balancer_id";
        assert.deepEqual(inputsOf(registered, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"), {
            securityGroupId: own,
            referencedSecurityGroupId: "sg-tasks",
            ...port,
        });
        assert.deepEqual(inputsOf(registered, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"), {
            securityGroupId: "sg-tasks",
            referencedSecurityGroupId: own,
            ...port,
        });
        const group = inputsOf(registered, "aws:ec2/securityGroup:SecurityGroup");
        assert.ok(!("ingress" in group) && !("egress" in group));
    });

    it("has names that leave room for what the provider adds, and differ for long names too", async () => {
        const [one, other] = ["a-name-of-an-api-of-almost-forty-letters", "a-name-of-an-api-of-almost-forty-words"];
        const names: string[] = [];
        for (const name of [one, other]) {
            const registered = await build(name, name);
            const short = registered
                .filter(({ type }) => /TargetGroup$|:LoadBalancer$/.test(type))
                .map((resource) => resource.name);
            assert.equal(short.length, 2);
            for (const own of short) assert.ok(own.length <= 24, own);
            names.push(...new Set(short));
        }
        assert.equal(names.length, 2);
        assert.notEqual(names[0], names[1]);
    });

    it("has a legal name in a stack with an underscore, and leaves that of an API that begins with internal-", async () => {
        const named = listed(await build("gatehouse-prod_eu-1", "internal-books")).join();
        assert.match(named, /:LoadBalancer gatehouse-prod--[0-9a-f]{8},/);
        assert.match(named, /:TargetGroup internal-books,/);
    });

    it("registers its outputs", async () => {
        assert.deepEqual(outputsOf(await build(), "gatehouse:backends:NetworkLoadBalancer"), {
            arn: "arn:gatehouse-test",
            hostname: "gatehouse-test.elb.eu-central-1.amazonaws.com",
        });
    });
});
