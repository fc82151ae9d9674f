import assert from "node:assert/strict";
import { type PropertyMap, unknown } from "../../../../../tools/cloud-simulator/state/property-values";
import { SimulatedAws } from "../simulated-aws";

for (const module of ["lb", "alb"] as const) describeBalancers(module);

function describeBalancers(module: "lb" | "alb"): void {
    const types = {
        balancer: `aws:${module}/loadBalancer:LoadBalancer`,
        group: `aws:${module}/targetGroup:TargetGroup`,
        listener: `aws:${module}/listener:Listener`,
        rule: `aws:${module}/listenerRule:ListenerRule`,
    };

    describe(`simulated load balancers of module ${module}`, () => {
        let aws: SimulatedAws;
        beforeEach(() => {
            aws = new SimulatedAws();
        });
        const subnet = (zone: string, cidrBlock: string, vpcId = "vpc-1") =>
            aws.make("aws:ec2/subnet:Subnet", { vpcId, cidrBlock, availabilityZone: `eu-central-1${zone}` }, cidrBlock)
                .id;
        const balancer = (subnets: string[], given: PropertyMap = {}, name = "main") =>
            aws.make(types.balancer, { subnets, ...given }, name);

        it("of applications are in two zones", () => {
            const [a, b, c] = [subnet("a", "10.0.0.0/24"), subnet("b", "10.0.1.0/24"), subnet("a", "10.0.2.0/24")];
            const words = /At least two subnets in two different Availability Zones must be specified$/;
            assert.throws(() => balancer([a]), words);
            assert.throws(() => balancer([a, c]), words);
            assert.throws(
                () => balancer([a, b, c]),
                /A load balancer cannot be attached to multiple subnets in the same Availability Zone$/,
            );
            balancer([a, b]);
            balancer([a], { loadBalancerType: "network" }, "network");
            balancer(["subnet-1", "subnet-2"], {}, "outside");
        });

        it("have security groups of their VPC", () => {
            const subnets = [subnet("a", "10.0.0.0/24"), subnet("b", "10.0.1.0/24")];
            const group = (vpcId: string) => aws.make("aws:ec2/securityGroup:SecurityGroup", { vpcId }, vpcId).id;
            assert.throws(() => balancer(subnets, { securityGroups: [group("vpc-2")] }), /sg-\w+ is in another VPC$/);
            balancer(subnets, { securityGroups: [group("vpc-1")] });
        });

        it("have names of letters, digits and hyphens, as target groups", () => {
            for (const name of ["-shop", "shop-", "shop_1", "s".repeat(33), ""])
                for (const type of [types.balancer, types.group])
                    assert.throws(() => aws.preview(type, { name }), /the name '.*' is invalid$/, `${type} ${name}`);
            assert.throws(() => aws.preview(types.balancer, { name: "internal-shop" }), /is invalid$/);
            aws.preview(types.group, { name: "internal-shop" });
            aws.preview(types.balancer, { name: "s".repeat(32) });
            aws.preview(types.balancer, { name: unknown });
            const generated = /the name 'shop_1-[0-9a-f]{7}' is invalid$/;
            for (const type of [types.balancer, types.group])
                assert.throws(() => aws.make(type, {}, "shop_1"), generated, type);
        });

        it("listen with a protocol of theirs", () => {
            const [a, b] = [subnet("a", "10.0.0.0/24"), subnet("b", "10.0.1.0/24")];
            const application = balancer([a, b]).id;
            const network = balancer([a, b], { loadBalancerType: "network" }, "network").id;
            const listen = (loadBalancerArn: string, protocol: string, given: PropertyMap = {}) =>
                aws.make(
                    types.listener,
                    { loadBalancerArn, protocol, port: 80, defaultActions: [], ...given },
                    protocol,
                );
            assert.throws(
                () => listen(application, "TCP"),
                /'TCP' is not valid for a load balancer of type application/,
            );
            assert.throws(() => listen(network, "HTTP"), /'HTTP' is not valid for a load balancer of type network/);
            assert.throws(
                () => listen(network, "TCP", { port: 0 }),
                /expected port to be in the range \(1 - 65535\), got 0$/,
            );
            assert.throws(() => listen(network, "TCP", { port: 65_536 }), /got 65536$/);
            listen(application, "HTTP");
            listen(network, "TCP");
        });

        it("forward to target groups of a protocol of theirs", () => {
            const application = balancer([subnet("a", "10.0.0.0/24"), subnet("b", "10.0.1.0/24")]).id;
            const group = (protocol: string) =>
                aws.make(types.group, { protocol, port: 80, vpcId: "vpc-1" }, protocol).id;
            const listen = (action: PropertyMap, port = 80) =>
                aws.make(types.listener, {
                    loadBalancerArn: application,
                    port,
                    protocol: "HTTP",
                    defaultActions: [{ type: "forward", ...action }],
                });
            const words = /has the protocol TCP, which a load balancer of type application does not have$/;
            const tcp = group("TCP");
            assert.throws(() => listen({ targetGroupArn: tcp }), words);
            assert.throws(() => listen({ forward: { targetGroups: [{ arn: tcp }] } }), words);
            const listenerArn = listen({ type: "fixed-response", fixedResponse: { contentType: "text/plain" } }, 81).id;
            const rule = (targetGroupArn: string) => ({
                listenerArn,
                conditions: [],
                actions: [{ type: "forward", targetGroupArn }],
            });
            assert.throws(() => aws.make(types.rule, rule(tcp)), words);
            const http = group("HTTP");
            aws.make(types.rule, rule(http));
            aws.drop(types.rule);
            listen({ forward: { targetGroups: [{ arn: http }, { arn: "outside" }] } });
            assert.match(
                aws.rejectionOf(types.group, { id: http, outputs: {} }) ?? "",
                /is currently in use by a listener or a rule$/,
            );
            assert.equal(aws.rejectionOf(types.group, { id: tcp, outputs: {} }), undefined);
        });

        it("answer by fixed responses", () => {
            const respond = (given: PropertyMap) => {
                const actions = [{ type: "fixed-response", fixedResponse: { contentType: "text/plain", ...given } }];
                aws.preview(types.listener, { loadBalancerArn: unknown, defaultActions: actions });
                return actions;
            };
            const respondByRule = (actions: PropertyMap[]) =>
                aws.preview(types.rule, { listenerArn: unknown, conditions: [], actions });
            assert.throws(() => respond({ contentType: "text/xml" }), /expected content_type to be one of/);
            assert.throws(() => respond({ statusCode: "302" }), /invalid value for status_code: 302$/);
            assert.throws(
                () => respond({ messageBody: "x".repeat(1_025) }),
                /message_body to be in the range \(0 - 1024\)$/,
            );
            assert.throws(
                () => respondByRule([{ type: "fixed-response", fixedResponse: {} }]),
                /content_type to be one of/,
            );
            respondByRule(respond({ statusCode: "404" }));
            respond({ statusCode: "404", messageBody: "x".repeat(1_024) });
        });
    });
}
