import assert from "node:assert/strict";
import { defaultSettings } from "../../../../../policy/contract/settings";
import type { Finding } from "../../../../../policy/reading/finding";
import { type Plain, type Resource, stackOf, UNKNOWN } from "../../../../../policy/reading/resource";
import {
    type Address,
    checkDoor,
    checkGroup,
    type Door,
    type Guard,
    guardOf,
    valuesAt,
} from "../../../../../policy/rules/r1/aws/door";
import { type Opening, openingsOf } from "../../../../../policy/rules/r1/aws/security-group";
import { plainResource } from "../../../plain-resource";

const anyone = { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] };
const group = (name: string, ...ingress: readonly Plain[]): Resource =>
    plainResource(
        "aws:ec2/securityGroup:SecurityGroup",
        name,
        { name, ingress: [...ingress] },
        { outputs: { id: UNKNOWN } },
    );
const defaultGroup = plainResource("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "default", {
    ingress: [anyone],
});

describe("The security groups in front of a resource", () => {
    const guardIn = (
        groups: readonly Plain[] | Plain,
        from: readonly string[],
        others: readonly Resource[],
        isAdded?: true,
    ) => {
        const machine = plainResource(
            "aws:ec2/instance:Instance",
            "machine",
            { groups },
            { propertyDependencies: { groups: [...from] } },
        );
        const stack = stackOf([machine, ...others]);
        const network = { stack, openings: openingsOf(stack, defaultSettings) };
        return guardOf(network, [{ from: machine, path: ["groups", "*"], ...(isAdded && { isAdded }) }]);
    };
    const short = ({ groups, openings, isDefault, hidden }: Guard) => ({
        groups: groups.map(({ name }) => name),
        open: openings.map(({ group }) => group.name),
        isDefault,
        hidden,
    });
    const guard = (...of: Parameters<typeof guardIn>) => short(guardIn(...of));
    const open = group("open", anyone);
    const closed = group("closed");

    it("are those that it names", () => {
        assert.deepEqual(guard([UNKNOWN], ["open"], [open, closed, defaultGroup]), {
            groups: ["open"],
            open: ["open"],
            isDefault: false,
            hidden: undefined,
        });
        assert.deepEqual(guard(["closed"], [], [open, closed]).groups, ["closed"]);
    });

    it("are the VPC's default one if it names none, only adds some, or names the VPC's", () => {
        const ofDefault = { groups: ["default"], open: ["default"], hidden: undefined };
        assert.deepEqual(guard([], [], [open, defaultGroup]), { ...ofDefault, isDefault: true });
        assert.deepEqual(guard([UNKNOWN], ["closed"], [closed, defaultGroup], true), {
            ...ofDefault,
            groups: ["closed", "default"],
            isDefault: true,
        });
        const vpc = plainResource("aws:ec2/vpc:Vpc", "vpc", {}, { outputs: { id: UNKNOWN } });
        assert.deepEqual(guard([UNKNOWN], ["vpc"], [vpc, defaultGroup]), {
            ...ofDefault,
            groups: ["vpc", "default"],
            isDefault: false,
        });
        assert.deepEqual(guard([UNKNOWN, UNKNOWN], ["vpc", "closed"], [vpc, closed, defaultGroup]).open, ["default"]);
    });

    it("are not known if a value may be an open or a closed one", () => {
        assert.deepEqual(guard([UNKNOWN], ["open", "closed"], [open, closed]), {
            groups: [],
            open: [],
            isDefault: false,
            hidden: "unknown",
        });
        assert.deepEqual(guard([UNKNOWN, UNKNOWN], ["open", "closed"], [open, closed]).hidden, undefined);
        const second = group("second", anyone);
        assert.deepEqual(guard([UNKNOWN], ["open", "second"], [open, second]), {
            groups: ["open", "second"],
            open: ["open", "second"],
            isDefault: false,
            hidden: undefined,
        });
        assert.deepEqual(guard([UNKNOWN], ["closed", "none"], [closed, group("none")]).hidden, undefined);
    });

    it("are hidden if they are outside the stack, or not known at all", () => {
        assert.equal(guard(["sg-1"], [], [open]).hidden, "outside");
        assert.equal(guard([UNKNOWN], [], [open]).hidden, "unknown");
        assert.equal(guard([UNKNOWN, "sg-1"], [], [open]).hidden, "unknown");
    });
});

describe("The values of a path", () => {
    const value: Plain = {
        groups: ["a", UNKNOWN, ""],
        places: [{ groups: ["b"] }, { groups: UNKNOWN }, UNKNOWN],
        one: "c",
    };
    for (const [path, values] of [
        ["groups.*", ["a", UNKNOWN]],
        ["groups.0", ["a"]],
        ["groups", [["a", UNKNOWN, ""]]],
        ["places.*.groups.*", ["b", UNKNOWN, UNKNOWN]],
        ["places.0.groups.*", ["b"]],
        ["places.1.groups.*", [UNKNOWN]],
        ["one.*", ["c"]],
        ["one.of", ["c"]],
        ["none.*", []],
    ] as readonly (readonly [string, readonly Plain[]])[])
        it(path, () => assert.deepEqual(valuesAt(value, path.split(".")), values));
});

const opening = (reach: Opening["reach"], more: Partial<Opening> = {}): Opening => ({
    resource: group("group", anyone),
    path: ["ingress", 0, "cidrBlocks", 0],
    reach,
    ports: [443, 443],
    ...more,
});
const short = (findings: readonly Finding[]): string[] =>
    findings.map(({ message, tier = "gateway", undecided }) => {
        const [first = "", second = ""] = message.split("\n");
        return `${tier}: ${first}${undecided ? ` ${second} ${undecided.urn}` : ""}`;
    });

describe("A door", () => {
    const machine = plainResource("aws:ec2/instance:Instance", "machine");
    const address: Address = { because: "it has an address", change: "remove it" };
    const door = (more: Partial<Door>) => short(checkDoor({ resource: machine, address, ...more }));
    const behind = (reached: readonly Opening[], more: Partial<Guard> = {}): Guard => ({
        groups: [],
        openings: reached.map((one) => ({ group: group("group"), opening: one })),
        isDefault: false,
        ...more,
    });
    const subject = 'Instance "machine": it has an address';
    const listeners = [{ resource: machine, text: "a listener", port: 443 }];

    it("is open without security groups, or if one of them lets the internet in", () => {
        assert.deepEqual(door({}), [`gateway: ${subject}; no security group limits who may connect.`]);
        assert.deepEqual(door({ unguarded: "it has no groups", listeners }), [
            `gateway: ${subject}; it has no groups, and a listener serves it.`,
        ]);
        assert.deepEqual(door({ guard: behind([opening("block"), opening("internet")]), listeners }), [
            `gateway: ${subject}; security group "group" admits "0.0.0.0/0" (ingress[0].cidrBlocks[0]), and a listener serves it.`,
        ]);
    });

    it("widens the network if nothing listens, or the groups admit few", () => {
        const widened = (more: Partial<Door>, reason: string) =>
            assert.deepEqual(door(more), [`network: ${subject}; ${reason}.`]);
        widened({ listeners: [] }, "nothing in this stack listens there");
        widened({ guard: behind([]) }, "its security groups admit only private or trusted addresses");
        widened(
            { guard: behind([], { isDefault: true }) },
            "it has only the VPC's default security group, which admits nobody from outside",
        );
        widened({ guard: behind([], { hidden: "outside" }) }, "not all of its security groups are in this stack");
        widened(
            { guard: behind([opening("block")]) },
            'security group "group" admits "0.0.0.0/0" (ingress[0].cidrBlocks[0])',
        );
        widened(
            { guard: behind([opening("internet", { ports: [80, 80] })]), listeners },
            'security group "group" admits "0.0.0.0/0" (ingress[0].cidrBlocks[0])',
        );
        assert.deepEqual(door({ listeners: [], address: { ...address, isMixed: true } }), []);
    });

    it("is undecided while its groups or their rules are not known", () => {
        const rules = "Decided by: the rules of its security groups.";
        const hidden = `gateway: ${subject}, and no security group is shown that admits only private addresses; the rule is undecided. ${rules} machine`;
        assert.deepEqual(door({ guard: behind([], { hidden: "unknown" }) }), [hidden]);
        const unexplained = { ...address, isUnexplained: true };
        assert.deepEqual(door({ guard: behind([], { isDefault: true }), address: unexplained }), [hidden]);
        assert.match(door({ guard: behind([]), address: unexplained })[0] ?? "", /^network: /);
        assert.deepEqual(door({ guard: behind([opening("block"), opening("unknown")]) }), [
            `gateway: ${subject}, and SecurityGroup "group" admits "0.0.0.0/0" (ingress[0].cidrBlocks[0]); the rule is undecided. ${rules} group`,
        ]);
        assert.match(
            door({ guard: behind([opening("internet", { decidedBy: "the value of type" })]) })[0] ?? "",
            /undecided\. Decided by: the value of type\. group$/,
        );
    });

    it("is undecided by its address as well", () => {
        const own = { ...address, decidedBy: "the value of address" };
        assert.match(door({ address: own })[0] ?? "", /undecided\. Decided by: the value of address\. machine$/);
        const causes = (guard: Guard) => door({ address: own, guard }).map((one) => one.replace(/^.*Decided by: /, ""));
        assert.deepEqual(causes(behind([], { hidden: "unknown" })), ["the value of address. machine"]);
        assert.deepEqual(causes(behind([opening("unknown")])), [
            "the value of address. machine",
            "the rules of its security groups. group",
        ]);
    });
});

describe("A security group that no door names", () => {
    const own = group("group", anyone);
    const check = (...openings: readonly Opening[]) => short(checkGroup(own, openings));
    const at = '"0.0.0.0/0" (ingress[0].cidrBlocks[0])';

    it("widens the network by its widest opening", () => {
        const of = (name: string) => ({ resource: group(name, anyone) });
        assert.deepEqual(check(opening("block", of("a")), opening("internet", of("b")), opening("unknown", of("c"))), [
            `network: SecurityGroup "b": it admits ${at}, for security group "group", which is not a private address block.`,
        ]);
        assert.deepEqual(check(), []);
    });

    it("is named only if it is another resource, and known", () => {
        assert.deepEqual(check(opening("block", { resource: own })), [
            `network: SecurityGroup "group": it admits ${at}, which is not a private address block.`,
        ]);
        const rule = { resource: { ...group("rule", anyone) }, groupDecidedBy: "the value of securityGroupId" };
        const unnamed = `network: SecurityGroup "rule": it admits ${at}, which is not a private address block.`;
        assert.deepEqual(check(opening("block", rule)), [unnamed]);
        assert.deepEqual(short(checkGroup(undefined, [opening("block", rule)])), [unnamed]);
    });

    it("is undecided while an address, a rule or a list is not known", () => {
        const causes = (one: Opening) =>
            check(one).map((text) => text.replace(/: .*Decided by: (.*)\. group$/, ": $1"));
        assert.deepEqual(causes(opening("unknown", { resource: own })), ["network: the addresses that it admits"]);
        assert.deepEqual(causes(opening("unseen", { resource: own })), ["strict: the entries of the prefix list"]);
        assert.deepEqual(causes(opening("internet", { resource: own, decidedBy: "the value of type" })), [
            "network: the value of type",
        ]);
    });
});
