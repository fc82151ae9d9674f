import assert from "node:assert/strict";
import { defaultSettings } from "../../../../../policy/contract/settings";
import { type Plain, type Props, type Resource, stackOf, UNKNOWN } from "../../../../../policy/reading/resource";
import { pathText } from "../../../../../policy/reading/value";
import { type Opening, openingsOf } from "../../../../../policy/rules/r1/aws/security-group";
import { plainResource } from "../../../plain-resource";

type From = Resource["propertyDependencies"];

const group = (name: string, ingress: Plain = null): Resource =>
    plainResource("aws:ec2/securityGroup:SecurityGroup", name, { ingress }, { outputs: { id: UNKNOWN } });
const rule = (name: string, props: Props, of: readonly string[] = ["group"]): Resource =>
    plainResource(
        "aws:ec2/securityGroupRule:SecurityGroupRule",
        name,
        { type: "ingress", protocol: "tcp", fromPort: 443, toPort: 443, securityGroupId: UNKNOWN, ...props },
        { propertyDependencies: { securityGroupId: [...of] } },
    );
const list = (name: string, entries: Plain): Resource =>
    plainResource("aws:ec2/managedPrefixList:ManagedPrefixList", name, { entries }, { outputs: { id: UNKNOWN } });

const anyone = { cidrBlocks: ["0.0.0.0/0"] };
const https = { protocol: "tcp", fromPort: 443, toPort: 443 };

/** An opening in short: whom it admits, where, to which ports, and what decides it. */
const short = ({ resource, path, reach, ports, decidedBy, groupDecidedBy, portsDecidedBy }: Opening): string =>
    [
        `${reach} ${resource.name} ${pathText(path)}`,
        ...(ports ? [ports.join("-")] : []),
        ...[decidedBy, groupDecidedBy, portsDecidedBy].flatMap((value) => value ?? []),
    ].join(", ");

const known = (resources: readonly Resource[], trustedCidrs: readonly string[] = []) =>
    openingsOf(stackOf([...resources]), { ...defaultSettings, trustedCidrs });
const openingsIn = (resources: readonly Resource[], of: Resource | undefined = resources[0]): string[] =>
    of ? known(resources).of(of).map(short) : [];
const inline = (...ingress: readonly Plain[]): string[] => openingsIn([group("group", [...ingress])]);

describe("The traffic that a security group admits by its own rules", () => {
    it("is nothing without rules, and not known while they are not", () => {
        assert.deepEqual(openingsIn([group("group")]), []);
        assert.deepEqual(inline(), []);
        assert.deepEqual(openingsIn([group("group", UNKNOWN)]), ["unknown group ingress"]);
        assert.deepEqual(openingsIn([group("group", "all")]), ["unknown group ingress"]);
        assert.deepEqual(inline(UNKNOWN, null), ["unknown group ingress[0]", "unknown group ingress[1]"]);
    });

    it("is public from a wide block, limited from a narrow one, and absent from a private or trusted one", () => {
        const blocks: readonly (readonly [string, readonly string[]])[] = [
            ["0.0.0.0/0", ["internet"]],
            ["203.0.0.0/15", ["internet"]],
            ["203.0.0.0/16", ["block"]],
            ["2001:db8::/31", ["internet"]],
            ["2001:db8::/32", ["block"]],
            ["anyone", ["internet"]],
            ["10.0.0.0/8", []],
        ];
        for (const [block, reached] of blocks)
            assert.deepEqual(
                inline({ ...https, cidrBlocks: [block] }),
                reached.map((reach) => `${reach} group ingress[0].cidrBlocks[0], 443-443`),
                block,
            );
        const office = group("group", [{ ...https, cidrBlocks: ["203.0.113.0/24"] }]);
        assert.deepEqual(known([office], ["203.0.113.0/24"]).of(office), []);
    });

    it("is not known while a block or all of them are not", () => {
        assert.deepEqual(inline({ ...https, cidrBlocks: ["10.0.0.0/8", UNKNOWN] }), [
            "unknown group ingress[0].cidrBlocks[1], 443-443",
        ]);
        assert.deepEqual(inline({ ...https, ipv6CidrBlocks: UNKNOWN }), [
            "unknown group ingress[0].ipv6CidrBlocks, 443-443",
        ]);
    });

    it("has no ports for every protocol, and for a range that is not valid", () => {
        const at = "internet group ingress[0].cidrBlocks[0]";
        for (const protocol of ["-1", "all"])
            assert.deepEqual(inline({ ...https, ...anyone, protocol }), [at], protocol);
        assert.deepEqual(inline({ ...anyone, protocol: -1, fromPort: 0, toPort: 0 }), [at]);
        assert.deepEqual(inline({ ...https, ...anyone, fromPort: -1, toPort: -1 }), [at]);
        assert.deepEqual(inline({ ...anyone, protocol: "tcp" }), [at]);
        assert.deepEqual(inline({ ...https, ...anyone, fromPort: 0, toPort: "80" }), [`${at}, 0-80`]);
    });

    it("leaves out ICMP, which serves no API", () => {
        for (const protocol of ["icmp", "ICMPv6", "1", 58])
            assert.deepEqual(inline({ ...https, ...anyone, protocol }), [], String(protocol));
        for (const protocol of ["17", "10", "icmp4", "x1"])
            assert.equal(inline({ ...https, ...anyone, protocol }).length, 1, protocol);
    });

    it("is decided by its protocol or its ports while these are not known", () => {
        const at = "internet group ingress[0].cidrBlocks[0]";
        assert.deepEqual(inline({ ...https, ...anyone, protocol: UNKNOWN }), [`${at}, 443-443, the value of protocol`]);
        assert.deepEqual(inline({ ...https, ...anyone, toPort: UNKNOWN }), [`${at}, the value of toPort`]);
        assert.deepEqual(inline({ ...anyone, protocol: "-1", fromPort: UNKNOWN, toPort: UNKNOWN }), [at]);
    });
});

describe("The separate rules of a security group", () => {
    const at = "internet rule cidrBlocks[0], 443-443";

    it("are those that name it, for incoming traffic", () => {
        const both = [group("group"), group("other"), rule("rule", anyone)];
        assert.deepEqual(openingsIn(both), [at]);
        assert.deepEqual(openingsIn(both, both[1]), []);
        assert.deepEqual(openingsIn([group("group"), rule("rule", { ...anyone, type: "egress" })]), []);
        assert.deepEqual(openingsIn([group("group"), rule("rule", { ...anyone, type: UNKNOWN })]), [
            `${at}, the value of type`,
        ]);
    });

    it("add to its own, and to each other", () =>
        assert.deepEqual(
            openingsIn([group("group", [{ ...https, ...anyone }]), rule("rule", anyone), rule("second", anyone)]),
            ["internet group ingress[0].cidrBlocks[0], 443-443", at, "internet second cidrBlocks[0], 443-443"],
        ));

    it("have one block or list in the newer kind", () => {
        const newer = (props: Props) =>
            plainResource(
                "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
                "newer",
                { ipProtocol: "tcp", fromPort: 443, toPort: 443, securityGroupId: UNKNOWN, ...props },
                { propertyDependencies: { securityGroupId: ["group"] } },
            );
        const openings = (props: Props) => openingsIn([group("group"), newer(props)]);
        assert.deepEqual(openings({ cidrIpv4: "0.0.0.0/0" }), ["internet newer cidrIpv4, 443-443"]);
        assert.deepEqual(openings({ cidrIpv6: UNKNOWN }), ["unknown newer cidrIpv6, 443-443"]);
        assert.deepEqual(openings({ cidrIpv4: "0.0.0.0/0", ipProtocol: "-1" }), ["internet newer cidrIpv4"]);
        assert.deepEqual(openings({ cidrIpv4: "0.0.0.0/0", ipProtocol: UNKNOWN }), [
            "internet newer cidrIpv4, 443-443, the value of ipProtocol",
        ]);
        assert.deepEqual(openings({ prefixListId: "pl-1" }), ["unseen newer prefixListId, 443-443"]);
    });

    it("are decided by the value that names one of several groups", () => {
        const resources = [group("group"), group("other"), rule("rule", anyone, ["group", "other"])];
        for (const each of resources.slice(0, 2))
            assert.deepEqual(openingsIn(resources, each), [`${at}, the value of securityGroupId`]);
    });

    it("of groups that are not shown are those of one group if they name the same", () => {
        const of = (name: string, securityGroupId: Plain) => rule(name, { ...anyone, securityGroupId }, []);
        const { elsewhere } = known([
            of("a", "sg-1"),
            of("b", "sg-1"),
            of("c", "sg-2"),
            of("d", UNKNOWN),
            of("e", UNKNOWN),
        ]);
        assert.deepEqual(
            elsewhere.map((openings) => openings.map(({ resource }) => resource.name).join(" ")),
            ["a b", "c", "d", "e"],
        );
        assert.deepEqual(known([group("group"), rule("rule", anyone)]).elsewhere, []);
    });
});

describe("The traffic that a security group admits by prefix lists", () => {
    const by = (prefixListIds: Plain, from: readonly string[], lists: readonly Resource[]) => {
        const dependencies: From = { securityGroupId: ["group"], prefixListIds: [...from] };
        const ofLists = { ...rule("rule", { prefixListIds }), propertyDependencies: dependencies };
        return openingsIn([group("group"), ofLists, ...lists]);
    };
    const open = list("open", [{ cidr: "10.0.0.0/8" }, { cidr: "0.0.0.0/0" }]);
    const ofOpen = "internet open entries[1].cidr, 443-443";
    const unseen = "unseen rule prefixListIds, 443-443";

    it("is what their entries admit", () => {
        assert.deepEqual(by([UNKNOWN], ["open"], [open]), [ofOpen]);
        assert.deepEqual(by(UNKNOWN, ["open"], [open]), [ofOpen]);
        assert.deepEqual(by([UNKNOWN], ["list"], [list("list", null)]), []);
        assert.deepEqual(by([UNKNOWN], ["list"], [list("list", UNKNOWN)]), ["unknown list entries, 443-443"]);
        assert.deepEqual(by([UNKNOWN], ["list"], [list("list", "all")]), ["unknown list entries, 443-443"]);
    });

    it("includes entries that are separate resources", () => {
        const entry = (name: string, cidr: string) =>
            plainResource(
                "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry",
                name,
                { prefixListId: UNKNOWN, cidr },
                { propertyDependencies: { prefixListId: ["list"] } },
            );
        assert.deepEqual(
            by([UNKNOWN], ["list"], [list("list", null), entry("a", "0.0.0.0/0"), entry("b", "203.0.0.0/16")]),
            ["internet a cidr, 443-443", "block b cidr, 443-443"],
        );
    });

    it("is not seen for a list outside the stack", () => {
        assert.deepEqual(by(["pl-1"], [], []), [unseen]);
        assert.deepEqual(by([UNKNOWN], [], []), [unseen]);
        assert.deepEqual(by([UNKNOWN, UNKNOWN], ["open"], [open]), [ofOpen, unseen]);
        assert.deepEqual(by([UNKNOWN, "pl-1"], ["open"], [{ ...open, outputs: { id: "pl-0" } }]), [ofOpen, unseen]);
        assert.deepEqual(by([], [], [open]), []);
        assert.deepEqual(by(null, [], [open]), []);
    });
});
