import assert from "node:assert/strict";
import { type Declared, type Json, unknown } from "../../engine";
import { Program } from "../../program";
import { findingsOf } from "../findings-of";

type Props = { readonly [key: string]: Json };
type From = NonNullable<Declared["from"]>;

const aws = (type: string, name: string, props: Props = {}, from: From = {}): Declared => ({
    type: `aws:${type}`,
    name,
    props,
    from,
});

/** Each finding as its policy, its resource and whether it is undecided, in order. */
const said = (...resources: readonly Declared[]): string[] =>
    findingsOf("r1-", resources)
        .map(({ policy, urn, message }) => {
            const isUndecided = message.includes("the rule is undecided");
            return `${policy} ${urn.split("::").at(-1)}${isUndecided ? ", undecided" : ""}`;
        })
        .sort();
const counted = (noun: string, ...resources: readonly Declared[]): number =>
    Program.of(resources).counts()[`r1 ${noun}`] ?? 0;

const anyone: Props = { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] };
const group = (name: string, ...ingress: readonly Json[]) => aws("ec2/securityGroup:SecurityGroup", name, { ingress });
const open = group("open", anyone);
const closed = group("closed");
const balancer = (internal: boolean) => aws("lb/loadBalancer:LoadBalancer", "balancer", { internal });
const listener = aws(
    "lb/listener:Listener",
    "listener",
    { port: 443, loadBalancerArn: unknown },
    { loadBalancerArn: ["balancer"] },
);
const template = (props: Props, from: From = {}) => aws("ec2/launchTemplate:LaunchTemplate", "template", props, from);
/** A template that requests an address, behind these groups. */
const addressed = (securityGroups: Json, ...groups: readonly string[]) =>
    template(
        { networkInterfaces: [{ associatePublicIpAddress: "true", securityGroups }] },
        { networkInterfaces: groups },
    );
const machine = (props: Props, from: From = {}) =>
    aws("ec2/instance:Instance", "machine", { subnetId: "subnet-1", ...props }, from);

describe("R1 counts what is checked and closed", () => {
    it("a load balancer that is internal", () => {
        assert.equal(counted("load balancer", balancer(true), listener), 1);
        assert.equal(counted("load balancer", balancer(false), listener), 0);
    });

    it("a machine without a public address", () => {
        assert.equal(counted("machine", machine({})), 1);
        assert.equal(counted("machine", machine({ associatePublicIpAddress: true })), 0);
    });

    it("a launch template without a public address, or behind closed groups", () => {
        assert.equal(counted("launch template", template({})), 1);
        assert.equal(counted("launch template", closed, addressed([unknown], "closed")), 1);
        assert.equal(counted("launch template", open, addressed([unknown], "open")), 0);
    });

    it("security groups and separate rules that admit no one from outside", () => {
        const rule = (props: Props) =>
            aws(
                "ec2/securityGroupRule:SecurityGroupRule",
                "rule",
                { ...anyone, type: "ingress", securityGroupId: unknown, ...props },
                { securityGroupId: ["closed"] },
            );
        assert.equal(counted("security group", closed), 1);
        assert.equal(counted("security group", open), 0);
        assert.equal(counted("security group", closed, rule({ cidrBlocks: ["10.0.0.0/8"] })), 2);
        assert.equal(counted("security group", closed, rule({})), 0);
        const elsewhere = { ...rule({ securityGroupId: "sg-1" }), from: {} };
        assert.equal(counted("security group", elsewhere), 0);
    });
});

describe("R1 of a launch template", () => {
    it("is a door with an address behind an open group, or behind one that may be", () => {
        assert.deepEqual(said(open, addressed([unknown], "open")), ["r1-private-paths template"]);
        assert.deepEqual(said(addressed(unknown)), ["r1-private-paths template, undecided"]);
        assert.deepEqual(said(closed, addressed([unknown], "closed")), []);
    });

    it("widens the network behind groups outside the stack, and behind the default one", () => {
        assert.deepEqual(said(addressed(["sg-1"])), ["r1-network-paths template"]);
        assert.deepEqual(said(addressed([])), ["r1-network-paths template"]);
    });

    it("is undecided while its interfaces are not known, and cannot be evaluated in another form", () => {
        assert.deepEqual(said(template({ networkInterfaces: unknown })), ["r1-private-paths template, undecided"]);
        assert.deepEqual(said(template({ networkInterfaces: "eth0" })), ["r1-private-paths template"]);
    });

    it("is checked by each of its interfaces", () => {
        const second = template(
            {
                networkInterfaces: [
                    { associatePublicIpAddress: "false" },
                    { associatePublicIpAddress: "true", securityGroups: [unknown] },
                ],
            },
            { networkInterfaces: ["open"] },
        );
        assert.deepEqual(said(open, second), ["r1-private-paths template"]);
    });
});

describe("R1 of a machine", () => {
    const launched = (props: Props = {}, from: From = {}) =>
        machine({ launchTemplate: { id: unknown }, ...props }, { launchTemplate: ["template"], ...from });
    const withAddress = { associatePublicIpAddress: true };

    it("is reported at its template if that is a door, and only there", () =>
        assert.deepEqual(said(open, addressed([unknown], "open"), launched(withAddress)), [
            "r1-private-paths template",
        ]));

    it("is reported itself if its template only widens the network, or is undecided", () => {
        const outside = said(addressed(["sg-1"]), launched(withAddress));
        assert.deepEqual(outside, ["r1-network-paths machine", "r1-network-paths template"]);
        const late = said(addressed(unknown), launched(withAddress));
        assert.ok(
            late.some((one) => one.includes(" machine")),
            late.join(),
        );
    });

    it("has the groups of its template, unless it has its own", () => {
        const ofTemplate = (name: string) =>
            template({ vpcSecurityGroupIds: [unknown] }, { vpcSecurityGroupIds: [name] });
        assert.deepEqual(said(open, closed, ofTemplate("open"), launched(withAddress)), ["r1-private-paths machine"]);
        const own: readonly [Props, From] = [
            { ...withAddress, vpcSecurityGroupIds: [unknown] },
            { vpcSecurityGroupIds: ["closed"] },
        ];
        assert.deepEqual(said(closed, open, ofTemplate("open"), launched(...own)), [
            "r1-network-paths machine",
            "r1-network-paths open",
        ]);
    });

    it("may have the groups of a template outside the stack", () => {
        const [finding] = findingsOf("r1-", [machine({ ...withAddress, launchTemplate: { id: "lt-1" } })]);
        assert.match(finding?.message ?? "", /; not all of its security groups are in this stack\./);
        const [plain] = findingsOf("r1-", [machine(withAddress)]);
        assert.match(plain?.message ?? "", /; it has only the VPC's default security group/);
    });

    it("of a request is checked by each specification", () => {
        const request = (launchSpecifications: Json) =>
            aws("ec2/spotFleetRequest:SpotFleetRequest", "fleet", { launchSpecifications });
        const quiet = { associatePublicIpAddress: false, subnetId: "subnet-1" };
        assert.deepEqual(said(request([quiet])), []);
        assert.deepEqual(said(request([quiet, { ...quiet, associatePublicIpAddress: true }])), [
            "r1-network-paths fleet",
        ]);
        assert.deepEqual(said(request(unknown)), ["r1-private-paths fleet, undecided"]);
        assert.deepEqual(said(request("all")), ["r1-private-paths fleet"]);
    });
});

describe("R1 of a network interface", () => {
    const ofInterface = (props: Props, from: From = {}) =>
        aws("ec2/networkInterface:NetworkInterface", "interface", { subnetId: "subnet-1", ...props }, from);

    it("holds without a public address", () => {
        assert.deepEqual(said(ofInterface({})), []);
        assert.equal(counted("machine", ofInterface({})), 1);
    });

    it("is a door with an address behind an open group", () => {
        const behind = (name: string) =>
            ofInterface({ ipv6AddressCount: 1, securityGroups: [unknown] }, { securityGroups: [name] });
        assert.deepEqual(said(open, closed, behind("open")), ["r1-private-paths interface"]);
        assert.deepEqual(said(open, closed, behind("closed")), ["r1-network-paths interface", "r1-network-paths open"]);
    });

    it("widens the network by ignored changes of its address", () => {
        const ignoring = (property: string) => said({ ...ofInterface({}), ignoreChanges: [property] });
        assert.deepEqual(ignoring("ipv6Addresses"), ["r1-network-paths interface"]);
        assert.deepEqual(ignoring("description"), []);
    });
});

describe("R1 of a security group", () => {
    const list = aws("ec2/managedPrefixList:ManagedPrefixList", "list", { entries: [{ cidr: "0.0.0.0/0" }] });
    const byList = (name: string) =>
        aws(
            "ec2/securityGroup:SecurityGroup",
            name,
            { ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, prefixListIds: [unknown] }] },
            { ingress: ["list"] },
        );

    it("is reported at the door behind it, or by itself", () => {
        const behind = machine(
            { associatePublicIpAddress: true, vpcSecurityGroupIds: [unknown] },
            { vpcSecurityGroupIds: ["open"] },
        );
        assert.deepEqual(said(open, behind), ["r1-private-paths machine"]);
        assert.deepEqual(said(open), ["r1-network-paths open"]);
        assert.deepEqual(said(open, group("second", anyone), behind), [
            "r1-network-paths second",
            "r1-private-paths machine",
        ]);
    });

    it("is counted behind a door if it is closed", () => {
        const behind = machine(
            { associatePublicIpAddress: true, vpcSecurityGroupIds: [unknown] },
            { vpcSecurityGroupIds: ["closed"] },
        );
        assert.deepEqual(said(closed, behind), ["r1-network-paths machine"]);
        assert.equal(counted("security group", closed, behind), 1);
    });

    it("is reported once for a rule that may be of two groups", () => {
        const rule = aws(
            "ec2/securityGroupRule:SecurityGroupRule",
            "rule",
            { ...anyone, type: "ingress", securityGroupId: unknown },
            { securityGroupId: ["one", "two"] },
        );
        assert.deepEqual(said(group("one"), group("two"), rule), ["r1-network-paths rule"]);
    });

    it("is one finding for each group, though both admit one prefix list", () =>
        assert.deepEqual(said(list, byList("one"), byList("two")), ["r1-network-paths list", "r1-network-paths list"]));
});

describe("R1 of what another tool declares", () => {
    const ofTerraform = (type: string, props: Props): Declared => ({
        type: `edge:tf:${type}`,
        name: "declared",
        props,
    });

    it("is a door with its own public address, whatever listens there", () => {
        assert.deepEqual(said(ofTerraform("aws_lb", { internal: false })), ["r1-private-aws declared"]);
        assert.deepEqual(said(ofTerraform("aws_lb", { internal: true })), []);
        const machineOf = (associate_public_ip_address: boolean) =>
            said(ofTerraform("aws_instance", { subnet_id: "subnet-1", associate_public_ip_address }));
        assert.deepEqual(machineOf(true), ["r1-private-aws declared"]);
        assert.deepEqual(machineOf(false), []);
    });

    it("widens the network with an open group", () =>
        assert.deepEqual(
            said(
                ofTerraform("aws_security_group", {
                    ingress: [{ protocol: "tcp", from_port: 443, to_port: 443, cidr_blocks: ["0.0.0.0/0"] }],
                }),
            ),
            ["r1-network-access declared"],
        ));
});
