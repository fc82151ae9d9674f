import assert from "node:assert/strict";
import { isThorough } from "../test-size";
import { allClean } from "./corpus/groups";
import { type Declared, type Json, unknown } from "./engine";
import { packIn, withEngineHome } from "./update";

// A machine that is undecided at preview, and private once its address is known.
const machine = (isKnown: boolean, groups: Declared["from"] = {}): readonly Declared[] => [
    { type: "aws:ec2/securityGroup:SecurityGroup", name: "undecided-group", props: { ingress: [] } },
    {
        type: "aws:ec2/instance:Instance",
        name: "undecided-machine",
        props: {
            associatePublicIpAddress: isKnown ? false : unknown,
            vpcSecurityGroupIds: [unknown],
            subnetId: "subnet-1",
        },
        from: groups,
    },
];

describe("An update after a preview that left something undecided", () => {
    withEngineHome();

    it("is not stopped in a program that keeps the rules", async () => {
        const stopped: string[] = [];
        for (const { reason, resources } of allClean.filter((_, index) => isThorough || index % 4 === 0)) {
            const all = [...resources, ...machine(false)];
            const warnings = await packIn(false).preview(all);
            if (!warnings.some(({ urn }) => urn.endsWith("undecided-machine")))
                stopped.push(`${reason}: not undecided`);
            const update = packIn(true);
            for (const resource of machine(true)) {
                const found = await update.create(resource, all);
                stopped.push(
                    ...found.filter(({ level }) => level === "mandatory").map((one) => `${reason}: ${one.message}`),
                );
            }
        }
        assert.deepEqual(stopped, []);
    });

    it("is stopped before the resource that breaks a rule is created", async () => {
        const open = { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] };
        const withOpenGroup = (isKnown: boolean) =>
            machine(isKnown, { vpcSecurityGroupIds: ["undecided-group"] }).map((each) =>
                each.name === "undecided-group" ? { ...each, props: { ingress: [open] } } : each,
            );
        const machines = withOpenGroup(false);
        await packIn(false).preview(machines);
        const [, known] = withOpenGroup(true);
        assert.ok(known);
        const found = await packIn(true).create(
            { ...known, props: { ...known.props, associatePublicIpAddress: true } },
            machines,
        );
        assert.deepEqual(
            found.map(({ policy, level }) => `${level} ${policy}`),
            ["mandatory r1-private-paths"],
        );
    });

    it("is stopped before the rule that opens the group of an existing machine is created", async () => {
        const rule: Declared = {
            type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
            name: "rule",
            props: { securityGroupId: unknown, ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: unknown },
            from: { securityGroupId: ["undecided-group"] },
        };
        const addresses: readonly Json[] = [true, unknown];
        for (const isPublic of addresses) {
            const [group, instance] = machine(false, { vpcSecurityGroupIds: ["undecided-group"] });
            assert.ok(group && instance);
            const first: Declared = { ...instance, props: { ...instance.props, associatePublicIpAddress: isPublic } };
            const all = [group, first, rule];
            await packIn(false).preview(all);
            const update = packIn(true);
            const created: Declared = { ...first, props: { ...first.props, associatePublicIpAddress: true } };
            assert.deepEqual(await update.create(created, all), []);
            const found = await update.create({ ...rule, props: { ...rule.props, cidrIpv4: "0.0.0.0/0" } }, all);
            assert.deepEqual(
                found.map(({ policy, level }) => `${level} ${policy}`),
                ["mandatory r1-private-paths"],
            );
        }
    });

    for (const [scheme, expected] of [
        ["internet-facing", ["mandatory r1-private-paths"]],
        ["internal", []],
    ] as const)
        it(`is stopped before an aws-native load balancer is created only if it is public: ${scheme}`, async () => {
            const balancer = (value: Json): Declared => ({
                type: "aws-native:elasticloadbalancingv2:LoadBalancer",
                name: "balancer",
                props: { scheme: value, type: "network" },
            });
            const listener: Declared = {
                type: "aws:lb/listener:Listener",
                name: "listener",
                props: { port: 443, loadBalancerArn: unknown },
                from: { loadBalancerArn: ["balancer"] },
            };
            const all = [balancer(unknown), listener];
            const warnings = await packIn(false).preview(all);
            assert.deepEqual(
                warnings.map(({ policy, level }) => `${level} ${policy}`),
                ["advisory r1-private-paths"],
            );
            const found = await packIn(true).create(balancer(scheme), all);
            assert.deepEqual(
                found.map(({ policy, level }) => `${level} ${policy}`),
                expected,
            );
        });

    it("is not stopped by a template whose functions are never known", async () => {
        const templateBody = JSON.stringify({
            Resources: {
                Balancer: {
                    Type: "AWS::ElasticLoadBalancingV2::LoadBalancer",
                    Properties: { Type: "network", Scheme: { "Fn::If": ["Open", "internet-facing", "internal"] } },
                },
                Listener: {
                    Type: "AWS::ElasticLoadBalancingV2::Listener",
                    Properties: { Port: 443, LoadBalancerArn: { Ref: "Balancer" } },
                },
            },
        });
        const stack: Declared = { type: "aws:cloudformation/stack:Stack", name: "stack", props: { templateBody } };
        const warnings = await packIn(false).preview([stack]);
        assert.deepEqual(
            warnings.map(({ policy, level }) => `${level} ${policy}`),
            ["advisory r1-private-paths"],
        );
        assert.deepEqual(await packIn(true).create(stack, [stack]), []);
    });
});
