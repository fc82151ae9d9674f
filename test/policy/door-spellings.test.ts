import assert from "node:assert/strict";
import { type Declared, Pack, unknown } from "./engine";
import { inPreset } from "./in-preset";
import type { Written } from "./spellings/balancer-parts";
import { doors } from "./spellings/doors";
import { onceKnown } from "./spellings/known";
import { asControl, asNative, asTemplate } from "./spellings/network";

/** The same resources, in each way. */
const spellings: Readonly<Record<string, (written: Written) => readonly Declared[]>> = {
    aws: ({ byAws }) => byAws,
    "aws-native": ({ parts }) => asNative(parts),
    "a template": ({ parts }) => asTemplate(parts),
    "Cloud Control": ({ parts }) => asControl(parts),
    "aws, and each second one as aws-native": (written) => mixed(written, 0),
    "aws-native, and each second one as aws": (written) => mixed(written, 1),
};

// References lead from one provider to the other.
const mixed = ({ byAws, parts }: Written, first: number): readonly Declared[] => {
    const native = asNative(parts);
    return byAws.map((each, index) =>
        index % 2 === first ? each : (native.find(({ name }) => name === each.name) ?? each),
    );
};

async function assertVerdict(resources: readonly Declared[], expected: readonly string[]): Promise<void> {
    const diagnostics = await new Pack(inPreset("standard")).preview(resources);
    const messages = diagnostics.map(({ policy, urn, message }) => `${policy} ${urn}\n${message}`);
    assert.deepEqual(
        diagnostics.map(({ policy, level }) => `${policy} ${level}`),
        expected,
        messages.join("\n"),
    );
}

describe("at a first preview, one door has one verdict, however it is written:", () => {
    for (const [what, { written, says }] of Object.entries(doors))
        for (const [spelling, write] of Object.entries(spellings))
            it(`${what}, as ${spelling}`, () => assertVerdict(write(written), says));
});

describe("once its values are known, one door has one verdict, however it is written:", () => {
    for (const [what, { written, says }] of Object.entries(doors).filter(([, { isOpen }]) => !isOpen))
        for (const [spelling, write] of Object.entries(spellings))
            it(`${what}, as ${spelling}`, () => assertVerdict(onceKnown(write(written)), says));
});

describe("once its values are known, aws-native has an id only under the name of its type:", () => {
    const names: Readonly<Record<string, string>> = {
        LoadBalancer: "loadBalancerArn",
        TargetGroup: "targetGroupArn",
        SecurityGroup: "groupId",
        Subnet: "subnetId",
        Instance: "instanceId",
        LaunchTemplate: "launchTemplateId",
        DBCluster: "dbClusterIdentifier",
    };
    const withOwnOutputs = (each: Declared): Declared => {
        const [, name = ""] = /^aws-native:\w+:(\w+)$/.exec(each.type) ?? [];
        const output = names[name];
        if (!each.type.startsWith("aws-native:")) return each;
        return { ...each, outputs: output === undefined ? {} : { [output]: each.outputs?.id ?? null } };
    };
    for (const [what, { written, says }] of Object.entries(doors).filter(([, { isOpen }]) => !isOpen))
        for (const first of [0, 1])
            it(`${what}, with each second part of aws-native, ${first}`, () =>
                assertVerdict(onceKnown(mixed(written, first)).map(withOwnOutputs), says));
});

describe("at a first preview, an unknown list that comes from a target group of the stack is fine:", () => {
    const balancer = { type: "aws:lb/loadBalancer:LoadBalancer", name: "balancer", props: { internal: true } };
    const targets = ["aws:lb/targetGroup:TargetGroup", "aws-native:elasticloadbalancingv2:TargetGroup"];
    const lists: readonly (readonly [type: string, list: string, subnets: string])[] = [
        ["aws:ecs/service:Service", "loadBalancers", "none"],
        ["aws-native:ecs:Service", "loadBalancers", "none"],
        ["aws:autoscaling/group:Group", "targetGroupArns", "vpcZoneIdentifiers"],
        ["aws-native:autoscaling:AutoScalingGroup", "targetGroupArns", "vpcZoneIdentifier"],
    ];
    for (const [type, list, subnets] of lists)
        for (const target of targets) {
            const resources = (from: string): readonly Declared[] => [
                balancer,
                { type: target, name: "targets" },
                { type: "aws:sns/topic:Topic", name: "topic" },
                {
                    type,
                    name: "backend",
                    props: { [list]: unknown, [subnets]: ["subnet-1"] },
                    from: { [list]: [from] },
                },
            ];

            it(`${list} of ${type} from ${target}`, async () => {
                await assertVerdict(resources("targets"), []);
                assert.deepEqual(await new Pack().preview(resources("targets")), []);
            });

            it(`${list} of ${type}, beside ${target}, if strict demands where it leads`, async () => {
                await assertVerdict(resources("topic"), []);
                const found = await new Pack().preview(resources("topic"));
                assert.deepEqual(
                    found.map(({ policy }) => policy),
                    ["r1-opaque-paths"],
                );
            });
        }
});

describe("at a first preview, a scheme that is not known leaves a load balancer undecided, whatever names the type:", () => {
    const balancer = "AWS::ElasticLoadBalancingV2::LoadBalancer";
    const spelled: readonly Declared[] = [
        {
            type: "awscc:index/elasticloadbalancingv2LoadBalancer:Elasticloadbalancingv2LoadBalancer",
            name: "balancer",
            props: { scheme: unknown },
        },
        {
            type: "aws-native:index:ExtensionResource",
            name: "balancer",
            props: { type: balancer, properties: { Scheme: unknown } },
        },
    ];
    for (const each of spelled) it(each.type, () => assertVerdict([each], ["r1-private-aws advisory"]));
});
