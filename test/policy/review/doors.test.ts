import assert from "node:assert/strict";
import { type Declared, type Diagnostic, type Json, Pack, unknown } from "../engine";
import { inPreset } from "../in-preset";

type Props = NonNullable<Declared["props"]>;

const aws = (type: string, name: string, props: Props = {}, more: Partial<Declared> = {}): Declared => ({
    type: `aws:${type}`,
    name,
    props,
    ...more,
});

const anyone = (port: number): Props => ({
    protocol: "tcp",
    fromPort: port,
    toPort: port,
    cidrBlocks: ["0.0.0.0/0"],
});
const group = (name: string, ...ingress: Props[]): Declared =>
    aws("ec2/securityGroup:SecurityGroup", name, { ingress });
const balancer = (props: Props, from: Declared["from"] = {}): Declared =>
    aws("lb/loadBalancer:LoadBalancer", "balancer", props, { from });
const listener = aws(
    "lb/listener:Listener",
    "listener",
    { port: 443, loadBalancerArn: unknown },
    { from: { loadBalancerArn: ["balancer"] } },
);
const behind = (name: string): Declared => balancer({ securityGroups: [unknown] }, { securityGroups: [name] });
const oldRule = (props: Props, of: readonly string[]): Declared =>
    aws(
        "ec2/securityGroupRule:SecurityGroupRule",
        "rule",
        { ...anyone(443), securityGroupId: unknown, ...props },
        { from: { securityGroupId: of } },
    );
const targets = aws("lb/targetGroup:TargetGroup", "targets");
const inside = balancer({ internal: true });
const component: Declared = { type: "awsx:ec2:Vpc", name: "vpc" };
// As awsx registers them: the subnets are children of the network inside the component.
const subnets = [
    component,
    aws("ec2/vpc:Vpc", "network", {}, { parent: "vpc" }),
    aws(
        "ec2/subnet:Subnet",
        "vpc-public-1",
        { mapPublicIpOnLaunch: true },
        { outputs: { id: "subnet-0pub" }, parent: "network" },
    ),
    aws(
        "ec2/subnet:Subnet",
        "vpc-private-1",
        { mapPublicIpOnLaunch: false },
        { outputs: { id: "subnet-0pri" }, parent: "network" },
    ),
];
const ofVpc = ["vpc", "vpc-public-1", "vpc-private-1"];
const instance = (props: Props, from: Declared["from"] = {}): Declared =>
    aws("ec2/instance:Instance", "machine", { subnetId: "subnet-1", ...props }, { from });
const template = (securityGroups: Props[string]): Declared =>
    aws(
        "ec2/launchTemplate:LaunchTemplate",
        "template",
        { networkInterfaces: [{ associatePublicIpAddress: "true", securityGroups }] },
        { from: { networkInterfaces: ["closed"] } },
    );
const tasks = (props: Props, from: Declared["from"] = {}): Declared =>
    aws("ecs/service:Service", "tasks", props, { from });

interface Case {
    /** The input, with its number in the review where it has one. */
    readonly input: string;
    readonly resources: readonly Declared[];
    /** `policy level name` of each finding. */
    readonly standard: readonly string[];
    /** `policy name` of each finding; all of them are mandatory. */
    readonly strict: readonly string[];
}

const both = (finding: string, level: "mandatory" | "advisory") => {
    const [policy = "", name = ""] = finding.split(" ");
    return { standard: [`${policy} ${level} ${name}`], strict: [finding] };
};
const silent = { standard: [], strict: [] };
const door = (name: string) => both(`r1-private-paths ${name}`, "mandatory");
const widens = (name: string) => both(`r1-network-paths ${name}`, "advisory");
const opaque = (name: string) => ({ standard: [], strict: [`r1-opaque-paths ${name}`] });
const undecided = (name: string) => both(`r1-private-paths ${name}`, "advisory");

const cases: readonly Case[] = [
    {
        input: "1b, the id of a private subnet beside a public one",
        resources: [...subnets, instance({ subnetId: "subnet-0pri" }, { subnetId: ofVpc })],
        ...silent,
    },
    {
        input: "1, an unknown id that may be any subnet of a component",
        resources: [...subnets, instance({ subnetId: unknown }, { subnetId: ofVpc })],
        ...silent,
    },
    {
        input: "1, managed nodes in subnets that may be any of a component",
        resources: [
            ...subnets,
            aws("eks/nodeGroup:NodeGroup", "nodes", { subnetIds: unknown }, { from: { subnetIds: ofVpc } }),
        ],
        ...silent,
    },
    {
        input: "1, an unknown id that may be any subnet of a component, behind a group that admits only port 22",
        resources: [
            ...subnets,
            group("web", anyone(22)),
            instance(
                { subnetId: unknown, vpcSecurityGroupIds: [unknown] },
                { subnetId: ofVpc, vpcSecurityGroupIds: ["web"] },
            ),
        ],
        ...widens("web"),
    },
    {
        input: "1, an unknown id that may be any subnet of a component, behind an open group",
        resources: [
            ...subnets,
            group("web", anyone(80)),
            instance(
                { subnetId: unknown, vpcSecurityGroupIds: [unknown] },
                { subnetId: ofVpc, vpcSecurityGroupIds: ["web"] },
            ),
        ],
        ...undecided("machine"),
    },
    {
        input: "1, an unknown id behind a closed group that may be any subnet of a component",
        resources: [
            ...subnets,
            group("closed"),
            instance(
                { subnetId: unknown, vpcSecurityGroupIds: [unknown] },
                { subnetId: ofVpc, vpcSecurityGroupIds: ["closed"] },
            ),
        ],
        ...silent,
    },
    {
        input: "2a, an unknown list of load balancers that depends on a target group",
        resources: [
            inside,
            targets,
            listener,
            tasks(
                { loadBalancers: unknown, networkConfiguration: { assignPublicIp: false } },
                { loadBalancers: ["targets"] },
            ),
        ],
        ...silent,
    },
    {
        input: "2b, a load balancer's target group whose ARN is not known",
        resources: [
            inside,
            targets,
            listener,
            tasks({ loadBalancers: [{ targetGroupArn: unknown }] }, { loadBalancers: ["targets"] }),
        ],
        ...silent,
    },
    { input: "3a, an unknown list of closed groups", resources: [group("closed"), template(unknown)], ...silent },
    { input: "3b, a list of an unknown closed group", resources: [group("closed"), template([unknown])], ...silent },
    {
        input: "3c, an unknown list of target groups of an Auto Scaling group",
        resources: [
            inside,
            targets,
            aws(
                "autoscaling/group:Group",
                "machines",
                { vpcZoneIdentifiers: ["subnet-1"], targetGroupArns: unknown },
                { from: { targetGroupArns: ["targets"] } },
            ),
        ],
        ...silent,
    },
    {
        input: "6, a group that admits ICMP",
        resources: [group("web", { protocol: "icmp", fromPort: 8, toPort: 0, cidrBlocks: ["0.0.0.0/0"] })],
        ...silent,
    },
    {
        input: "7, an open group of a function",
        resources: [
            group("web", anyone(443)),
            aws(
                "lambda/function:Function",
                "function",
                { vpcConfig: { securityGroupIds: [unknown], subnetIds: ["subnet-1"] } },
                { from: { vpcConfig: ["web"] } },
            ),
        ],
        ...widens("web"),
    },
    {
        input: "8, a group with three ports",
        resources: [group("web", anyone(80), anyone(443), anyone(8080))],
        ...widens("web"),
    },
    {
        input: "10, a distribution before an HTTP API",
        resources: [
            aws("apigatewayv2/api:Api", "api", { protocolType: "HTTP" }),
            aws(
                "cloudfront/distribution:Distribution",
                "cdn",
                { origins: [{ originId: "api", domainName: unknown }] },
                { from: { origins: ["api"] } },
            ),
        ],
        standard: ["r4-usage-plans mandatory api"],
        strict: ["r4-usage-plans api"],
    },
    {
        input: "M3, nodes in subnets that are not known and depend on nothing",
        resources: [
            aws("ec2/subnet:Subnet", "public", { mapPublicIpOnLaunch: true }),
            aws("eks/nodeGroup:NodeGroup", "nodes", { subnetIds: unknown }),
        ],
        ...undecided("nodes"),
    },
    {
        input: "P3, a target group that comes from a network without one",
        resources: [
            aws("ec2/vpc:Vpc", "vpc"),
            targets,
            tasks({ loadBalancers: [{ targetGroupArn: unknown }] }, { loadBalancers: ["vpc"] }),
        ],
        ...opaque("tasks"),
    },
    {
        input: "P4, a target group that comes from a network whose child is one",
        resources: [
            aws("ec2/vpc:Vpc", "vpc"),
            { ...targets, parent: "vpc" },
            tasks({ loadBalancers: [{ targetGroupArn: unknown }] }, { loadBalancers: ["vpc"] }),
        ],
        ...opaque("tasks"),
    },
    {
        input: "tasks behind a load balancer of another stack",
        resources: [
            tasks({
                loadBalancers: [{ targetGroupArn: "arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/web/1" }],
            }),
        ],
        ...opaque("tasks"),
    },
    {
        input: "a public load balancer with a listener and an open group",
        resources: [
            group("web", anyone(443)),
            balancer({ securityGroups: [unknown] }, { securityGroups: ["web"] }),
            listener,
        ],
        ...door("balancer"),
    },
    {
        input: "a public load balancer whose group admits another port than its listener's",
        resources: [
            group("web", anyone(8080)),
            balancer({ securityGroups: [unknown] }, { securityGroups: ["web"] }),
            listener,
        ],
        ...widens("balancer"),
    },
    {
        input: "a public load balancer without a listener",
        resources: [group("web", anyone(443)), balancer({ securityGroups: [unknown] }, { securityGroups: ["web"] })],
        ...widens("balancer"),
    },
    {
        input: "a public load balancer whose group is opened by a separate rule",
        resources: [
            group("web"),
            aws(
                "vpc/securityGroupIngressRule:SecurityGroupIngressRule",
                "rule",
                { securityGroupId: unknown, ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" },
                { from: { securityGroupId: ["web"] } },
            ),
            balancer({ securityGroups: unknown }, { securityGroups: ["web"] }),
            listener,
        ],
        ...door("balancer"),
    },
    {
        input: "a public load balancer with the default group",
        resources: [balancer({}), listener],
        ...widens("balancer"),
    },
    {
        input: "a public load balancer with a closed group",
        resources: [group("web"), balancer({ securityGroups: [unknown] }, { securityGroups: ["web"] }), listener],
        ...widens("balancer"),
    },
    {
        input: "a public Network Load Balancer without groups",
        resources: [balancer({ loadBalancerType: "network" }), listener],
        ...door("balancer"),
    },
    {
        input: "a public load balancer with groups of another stack",
        resources: [balancer({ securityGroups: ["sg-1"] }), listener],
        ...widens("balancer"),
    },
    {
        input: "a public load balancer with groups that are not known and depend on nothing",
        resources: [balancer({ securityGroups: unknown }), listener],
        ...undecided("balancer"),
    },
    {
        input: "a classic load balancer in the default VPC",
        resources: [
            aws("elb/loadBalancer:LoadBalancer", "classic", {
                availabilityZones: ["eu-west-1a"],
                listeners: [{ lbPort: 80 }],
            }),
        ],
        ...door("classic"),
    },
    {
        input: "a classic load balancer with the default group of its VPC",
        resources: [
            aws("elb/loadBalancer:LoadBalancer", "classic", { subnets: [unknown], listeners: [{ lbPort: 80 }] }),
        ],
        ...widens("classic"),
    },
    {
        input: "a classic load balancer in the default VPC without a listener",
        resources: [aws("elb/loadBalancer:LoadBalancer", "classic", { availabilityZones: ["eu-west-1a"] })],
        ...widens("classic"),
    },
    {
        input: "a classic load balancer with an open group",
        resources: [
            group("web", anyone(80)),
            aws(
                "elb/loadBalancer:LoadBalancer",
                "classic",
                { securityGroups: [unknown], listeners: [{ lbPort: 80 }] },
                { from: { securityGroups: ["web"] } },
            ),
        ],
        ...door("classic"),
    },
    {
        input: "a machine with an Elastic IP address and an open group",
        resources: [
            group("web", anyone(80)),
            instance({ vpcSecurityGroupIds: [unknown] }, { vpcSecurityGroupIds: ["web"] }),
            aws("ec2/eip:Eip", "address", { instance: unknown }, { from: { instance: ["machine"] } }),
        ],
        ...door("machine"),
    },
    ...[false, true].flatMap((isKnown): readonly Case[] => {
        const eni = isKnown ? "eni-1" : unknown;
        const machine = (props: Props): Declared => ({
            ...instance(
                { vpcSecurityGroupIds: [isKnown ? "sg-1" : unknown], ...props },
                { vpcSecurityGroupIds: ["own"] },
            ),
            outputs: { id: isKnown ? "i-1" : unknown, primaryNetworkInterfaceId: eni },
        });
        const named = (name: string, id: string, ...ingress: Props[]): Declared => ({
            ...group(name, ...ingress),
            outputs: { id: isKnown ? id : unknown },
        });
        const attachment = aws(
            "ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment",
            "attachment",
            { securityGroupId: isKnown ? "sg-2" : unknown, networkInterfaceId: eni },
            { from: { securityGroupId: ["web"], networkInterfaceId: ["machine"] } },
        );
        const address = aws(
            "ec2/eip:Eip",
            "address",
            { networkInterface: eni },
            { from: { networkInterface: ["machine"] } },
        );
        const when = isKnown ? "whose id is known" : "whose id is not known";
        return [
            {
                input: `an Elastic IP address on the first network interface of a machine ${when}, behind an open group`,
                resources: [named("own", "sg-1", anyone(80)), machine({}), address],
                ...door("machine"),
            },
            {
                input: `an Elastic IP address on the first network interface of a machine ${when}, behind a closed group`,
                resources: [named("own", "sg-1"), machine({}), address],
                ...widens("machine"),
            },
            {
                input: `an open group attached to a public machine ${when}`,
                resources: [
                    named("own", "sg-1"),
                    named("web", "sg-2", anyone(80)),
                    machine({ associatePublicIpAddress: true }),
                    attachment,
                ],
                ...door("machine"),
            },
            {
                input: `an open group attached to a public machine ${when} that names no group`,
                resources: [
                    named("web", "sg-2", anyone(80)),
                    { ...machine({ associatePublicIpAddress: true, vpcSecurityGroupIds: null }), from: {} },
                    attachment,
                ],
                ...door("machine"),
            },
            {
                input: `a closed group attached to a public machine ${when}`,
                resources: [
                    named("own", "sg-1"),
                    named("web", "sg-2"),
                    machine({ associatePublicIpAddress: true }),
                    attachment,
                ],
                ...widens("machine"),
            },
            {
                input: `an open group attached to a private machine ${when}`,
                resources: [named("own", "sg-1"), named("web", "sg-2", anyone(80)), machine({}), attachment],
                ...widens("web"),
            },
        ];
    }),
    {
        input: "a public machine that admits only port 22",
        resources: [
            group("web", anyone(22)),
            instance(
                { associatePublicIpAddress: true, vpcSecurityGroupIds: [unknown] },
                { vpcSecurityGroupIds: ["web"] },
            ),
        ],
        ...widens("machine"),
    },
    {
        input: "a public database with an open group",
        resources: [
            group("web", anyone(5432)),
            aws(
                "rds/instance:Instance",
                "database",
                { publiclyAccessible: true, vpcSecurityGroupIds: [unknown] },
                { from: { vpcSecurityGroupIds: ["web"] } },
            ),
        ],
        ...door("database"),
    },
    {
        input: "a public instance of a database cluster with an open group",
        resources: [
            group("web", anyone(5432)),
            aws(
                "rds/cluster:Cluster",
                "cluster",
                { vpcSecurityGroupIds: [unknown] },
                { from: { vpcSecurityGroupIds: ["web"] } },
            ),
            aws(
                "rds/clusterInstance:ClusterInstance",
                "database",
                { publiclyAccessible: true, clusterIdentifier: unknown },
                { from: { clusterIdentifier: ["cluster"] } },
            ),
        ],
        ...door("database"),
    },
    {
        input: "a private database with an open group",
        resources: [
            group("web", anyone(5432)),
            aws(
                "rds/instance:Instance",
                "database",
                { vpcSecurityGroupIds: [unknown] },
                { from: { vpcSecurityGroupIds: ["web"] } },
            ),
        ],
        ...widens("web"),
    },
    {
        input: "nodes in a public subnet",
        resources: [...subnets, aws("eks/nodeGroup:NodeGroup", "nodes", { subnetIds: ["subnet-0pub"] })],
        ...widens("nodes"),
    },
    {
        input: "machines of a template with an open group in a public subnet",
        resources: [
            ...subnets,
            group("web", anyone(8080)),
            aws(
                "ec2/launchTemplate:LaunchTemplate",
                "template",
                { vpcSecurityGroupIds: [unknown] },
                { from: { vpcSecurityGroupIds: ["web"] } },
            ),
            aws(
                "autoscaling/group:Group",
                "machines",
                { vpcZoneIdentifiers: ["subnet-0pub"], launchTemplate: { id: unknown } },
                { from: { launchTemplate: ["template"] } },
            ),
        ],
        ...door("machines"),
    },
    ...([unknown, [unknown], [{ subnetId: "subnet-1", allocationId: unknown }]] as readonly Json[]).map(
        (subnetMappings) => ({
            input: `an internal load balancer with unknown subnet mappings, as ${Array.isArray(subnetMappings) ? typeof subnetMappings[0] : "a whole"}`,
            resources: [balancer({ internal: true, loadBalancerType: "network", subnetMappings }), listener],
            ...undecided("balancer"),
        }),
    ),
    {
        input: "an internal load balancer with an Elastic IP address",
        resources: [
            balancer({ internal: true, loadBalancerType: "network", subnetMappings: [{ allocationId: "eipalloc-1" }] }),
            listener,
        ],
        ...door("balancer"),
    },
    {
        input: "a public load balancer whose listener has an unknown port",
        resources: [
            group("web", anyone(8080)),
            balancer({ securityGroups: [unknown] }, { securityGroups: ["web"] }),
            { ...listener, props: { ...listener.props, port: unknown } },
        ],
        ...undecided("balancer"),
    },
    ...["protocol", "fromPort", "toPort"].map((key) => ({
        input: `a public load balancer whose group has a rule with unknown ${key}`,
        resources: [
            group("web", { ...anyone(443), [key]: unknown }),
            balancer({ securityGroups: [unknown] }, { securityGroups: ["web"] }),
            listener,
        ],
        ...undecided("balancer"),
    })),
    {
        input: "a public load balancer whose group has a rule of unknown direction",
        resources: [group("web"), oldRule({ type: unknown }, ["web"]), behind("web"), listener],
        ...undecided("balancer"),
    },
    {
        input: "a public load balancer whose group may have an open rule",
        resources: [
            { type: "acme:net:Groups", name: "both" },
            { ...group("web"), parent: "both" },
            { ...group("other"), parent: "both" },
            oldRule({ type: "ingress" }, ["both"]),
            behind("web"),
            listener,
        ],
        standard: ["r1-network-paths advisory rule", "r1-private-paths advisory balancer"],
        strict: ["r1-network-paths rule", "r1-private-paths balancer"],
    },
    {
        input: "an EKS cluster with a public endpoint",
        resources: [aws("eks/cluster:Cluster", "cluster", { vpcConfig: { subnetIds: ["subnet-1"] } })],
        ...both("r1-network-access cluster", "advisory"),
    },
    {
        input: "a Fargate service that faces the internet, by its load balancer and by the addresses of its tasks",
        resources: [
            { type: "awsx:ecs:FargateService", name: "service" },
            group("web", anyone(443)),
            balancer({ securityGroups: [unknown] }, { securityGroups: ["web"] }),
            listener,
            targets,
            {
                ...group("of-tasks", { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }),
                parent: "service",
            },
            {
                ...tasks(
                    {
                        loadBalancers: unknown,
                        networkConfiguration: { assignPublicIp: true, securityGroups: [unknown] },
                    },
                    { loadBalancers: ["targets"], networkConfiguration: ["of-tasks"] },
                ),
                parent: "service",
            },
        ],
        standard: ["r1-private-paths mandatory balancer", "r1-private-paths mandatory tasks"],
        strict: ["r1-private-paths balancer", "r1-private-paths tasks"],
    },
];

describe("the doors of the review", () => {
    for (const { input, resources, standard, strict } of cases) {
        it(`standard: ${input}`, async () => {
            const found = await new Pack(inPreset("standard")).preview(resources);
            assert.deepEqual(places(found, true), standard, show(found));
        });

        it(`strict: ${input}`, async () => {
            const found = await new Pack().preview(resources);
            assert.deepEqual(places(found, false), strict, show(found));
        });
    }

    it("names the group and the listener of a door", async () => {
        const { resources = [] } = cases.find(({ input }) => input.endsWith("a listener and an open group")) ?? {};
        const [found] = await new Pack(inPreset("standard")).preview(resources);
        assert.equal(
            found?.message.split("\n")[0],
            'LoadBalancer "balancer": internal is absent, so it faces the internet; security group "web" admits "0.0.0.0/0" (ingress[0].cidrBlocks[0]), and listener "listener" serves it.',
        );
    });

    const message = async (input: string): Promise<string> => {
        const { resources = [] } = cases.find((each) => each.input === input) ?? {};
        const [found] = await new Pack(inPreset("standard")).preview(resources);
        return found?.message.split("\n")[0] ?? "";
    };

    it("names the group that AWS gives a classic load balancer in the default VPC", async () =>
        assert.equal(
            await message("a classic load balancer in the default VPC"),
            'LoadBalancer "classic": internal is absent, so it faces the internet; AWS gives it a security group that admits everyone to its listeners, and listeners[0] serves it.',
        ));

    it("names the default group of a VPC", async () =>
        assert.match(
            await message("a public load balancer with the default group"),
            /; it has only the VPC's default security group, which admits nobody from outside\.$/,
        ));

    for (const [type, props, line] of [
        [
            "ecs/service:Service",
            { loadBalancers: [{ targetGroupArn: "arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/web/1" }] },
            "loadBalancers.targetGroupArn does not resolve to a target group of this stack, so its load balancer may face the internet; the rule is undecided.",
        ],
        [
            "eks/addon:Addon",
            { addonName: "vpc-cni", configurationValues: "[1]" },
            "configurationValues is not an object, which cannot be read, so the rule cannot be evaluated.",
        ],
    ] as const)
        it(`says of a ${type} what does not resolve or cannot be read`, async () => {
            const [found] = await new Pack().preview([aws(type, "shop", props)]);
            assert.equal(found?.message.split("\n")[0]?.split(": ")[1], line);
        });

    it("says what closed groups admit", async () =>
        assert.match(
            await message("a public load balancer with a closed group"),
            /; its security groups admit only private or trusted addresses\.$/,
        ));
});

const nameIn = (urn: string): string => urn.slice(urn.lastIndexOf("::") + 2);

const places = (found: readonly Diagnostic[], withLevel: boolean): string[] =>
    found
        .map(({ policy, urn, level }) => (withLevel ? `${policy} ${level} ${nameIn(urn)}` : `${policy} ${nameIn(urn)}`))
        .sort();

const show = (found: readonly Diagnostic[]): string =>
    found.map(({ policy, urn, message }) => `\n${policy} ${nameIn(urn)}: ${message}`).join("");
