import { type Declared, type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";

type Props = { readonly [key: string]: Json };

const past = (reason: string, at: string, ...resources: Declared[]): ViolationCase => ({
    reason,
    policy: "r1-private-paths",
    at,
    resources,
});
const holds = (reason: string, ...resources: Declared[]): CleanCase => ({ reason, resources });

const resource = (type: string, name: string, props: Props, more: Partial<Declared> = {}): Declared => ({
    type: `aws:${type}`,
    name,
    props,
    ...more,
});

const subnet = (name: string, props: Props, more: Partial<Declared> = {}): Declared =>
    resource("ec2/subnet:Subnet", name, props, { outputs: { id: `subnet-${name}` }, ...more });
const open = subnet("open", { mapPublicIpOnLaunch: true });
const shut = subnet("shut", { mapPublicIpOnLaunch: false, assignIpv6AddressOnCreation: "false" });

const nodes = (subnetIds: Json, ...from: string[]): Declared =>
    resource("eks/nodeGroup:NodeGroup", "nodes", { subnetIds }, { from: { subnetIds: from } });
const fleet = (...launchSpecifications: Json[]): Declared =>
    resource(
        "ec2/spotFleetRequest:SpotFleetRequest",
        "fleet",
        { launchSpecifications },
        { from: { launchSpecifications: ["open"] } },
    );
const template = (entry: Json): Declared =>
    resource(
        "ec2/launchTemplate:LaunchTemplate",
        "machines",
        { networkInterfaces: [entry] },
        { from: { networkInterfaces: ["open"] } },
    );

const list = (name: string, ...blocks: string[]): Declared =>
    resource("ec2/managedPrefixList:ManagedPrefixList", name, { entries: blocks.map((cidr) => ({ cidr })) });
const group = (prefixListIds: Json, ...lists: string[]): Declared =>
    resource(
        "ec2/securityGroup:SecurityGroup",
        "office",
        { ingress: [{ prefixListIds }] },
        { from: { ingress: lists } },
    );
const withId = (each: Declared): Declared => ({ ...each, outputs: { id: `pl-${each.name}` } });

/** Subnets and prefix lists that are referenced by their ids, or several at once. */
export const violations: readonly ViolationCase[] = [
    past("a subnet that is referenced by its id", "nodes", shut, open, nodes(["subnet-shut", "subnet-open"], "open")),
    past(
        "nodes in subnets that are not known and depend on nothing",
        "nodes",
        subnet("open", { mapPublicIpOnLaunch: true }, { outputs: {} }),
        nodes(unknown),
    ),
    past(
        "a single machine whose subnet is referenced by its id",
        "machine",
        open,
        resource("ec2/instance:Instance", "machine", { subnetId: "subnet-open" }, { from: { subnetId: ["open"] } }),
    ),
    past(
        "a subnet that the program only looks up",
        "nodes",
        subnet("open", { mapPublicIpOnLaunch: true }, { onlyInState: true }),
        nodes(["subnet-open"], "open"),
    ),
    past(
        "a default subnet, which assigns addresses",
        "nodes",
        resource("ec2/defaultSubnet:DefaultSubnet", "zone", { mapPublicIpOnLaunch: true }, { outputs: { id: "s-1" } }),
        nodes(["s-1"], "zone"),
    ),
    past(
        "a fleet in a public subnet",
        "fleet",
        shut,
        open,
        fleet({ associatePublicIpAddress: false }, { subnetId: "subnet-shut, subnet-open" }),
    ),
    past(
        "a fleet in a public subnet at a first preview",
        "fleet",
        subnet("open", { mapPublicIpOnLaunch: true }, { outputs: {} }),
        fleet({ subnetId: unknown }),
    ),
    past(
        "a fleet with addresses disabled in one part",
        "fleet",
        open,
        fleet({ associatePublicIpAddress: false }, { subnetId: "subnet-open" }),
    ),
    past(
        "a launch template that names a public subnet",
        "machines",
        open,
        template({ subnetId: "subnet-open", securityGroups: [] }),
    ),
    past(
        "a second prefix list with the whole internet",
        "world",
        list("office-only", "10.1.0.0/16"),
        list("world", "::/0"),
        {
            ...group([unknown, unknown], "office-only", "world"),
        },
    ),
    past(
        "a second prefix list with the whole internet, by its id",
        "world",
        withId(list("ours", "10.1.0.0/16")),
        withId(list("world", "0.0.0.0/0")),
        group(["pl-ours", "pl-world"]),
    ),
    past(
        "a prefix list with two public blocks",
        "wide",
        list("wide", "8.8.8.0/24", "9.9.9.0/24"),
        group([unknown], "wide"),
    ),
    {
        ...past(
            "a prefix list outside the stack alongside one in the stack",
            "office",
            list("ours", "10.1.0.0/16"),
            group([unknown, unknown], "ours"),
        ),
        unknownIsFine: ["office ingress.0.prefixListIds"],
    },
    past("a rule of the newer kind, with an unknown list", "rule", {
        ...resource("vpc/securityGroupIngressRule:SecurityGroupIngressRule", "rule", { prefixListId: unknown }),
    }),
];

/** The same without exposure. */
export const clean: readonly CleanCase[] = [
    holds("a private subnet that is referenced by its id, alongside a public one", open, shut, nodes(["subnet-shut"])),
    holds(
        "subnets whose ids are not yet known, and machines that name others",
        subnet("open", { mapPublicIpOnLaunch: true }, { outputs: {} }),
        nodes(["subnet-1"]),
        resource("autoscaling/group:Group", "group", { vpcZoneIdentifiers: ["subnet-2"] }),
    ),
    holds(
        "a fleet with addresses disabled, in a public subnet",
        open,
        fleet({ subnetId: "subnet-open", associatePublicIpAddress: false }),
    ),
    holds(
        "a fleet that leaves its subnets to a template",
        open,
        resource("ec2/spotFleetRequest:SpotFleetRequest", "fleet", {}),
    ),
    holds(
        "a launch template with addresses disabled, in a public subnet",
        open,
        template({ subnetId: "subnet-open", associatePublicIpAddress: "false" }),
    ),
    holds(
        "one prefix list for two ports",
        list("ours", "10.1.0.0/16"),
        resource(
            "ec2/securityGroup:SecurityGroup",
            "office",
            {
                ingress: [
                    { fromPort: 80, prefixListIds: [unknown] },
                    { fromPort: 443, prefixListIds: [unknown] },
                ],
            },
            { from: { ingress: ["ours"] } },
        ),
    ),
    holds(
        "prefix lists in the stack, of which two are not yet known",
        withId(list("ours", "10.1.0.0/16")),
        list("new", "10.2.0.0/16"),
        list("newer", "10.3.0.0/16"),
        group(["pl-ours", unknown, unknown], "new", "newer"),
    ),
    holds("an explicitly empty prefix list", list("world", "0.0.0.0/0"), group(null)),
    holds(
        "a list without entries, and an entry of another list",
        resource("ec2/managedPrefixList:ManagedPrefixList", "ours", {}),
        list("unused"),
        resource(
            "ec2/managedPrefixListEntry:ManagedPrefixListEntry",
            "entry",
            { cidr: "0.0.0.0/0", prefixListId: unknown },
            { from: { prefixListId: ["unused"] } },
        ),
        group([unknown], "ours"),
    ),
];
