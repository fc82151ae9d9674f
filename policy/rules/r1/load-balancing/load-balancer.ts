import { resolveReference } from "../../../reading/references";
import type { Plain, Resource, Stack } from "../../../reading/resource";
import {
    describeReading,
    knownValue,
    pathText,
    type Reading,
    read,
    readBoolean,
    readList,
    readString,
} from "../../../reading/value";
import { type Address, type Door, guardOf, type Listener, type Network, valuesAt } from "../aws/door";
import { listenerTypes, loadBalancerTypes } from "./attachment-table";

/** Properties that determine whether a load balancer is public. */
export const loadBalancerPaths = ["internal", "loadBalancerType", "subnetMappings"];

/** The property that makes a load balancer public; absent if it is internal. The default is internet-facing. */
export function publicScheme(balancer: Resource): Address | undefined {
    const type = readString(balancer.props, "loadBalancerType");
    // A Gateway Load Balancer has no scheme; it only receives traffic from endpoints inside a VPC.
    if (type.state === "known" && type.value === "gateway") return undefined;
    const internal = readBoolean(balancer.props, "internal");
    // CloudFormation has a scheme instead.
    const isScheme = "scheme" in balancer.props;
    const stated = isScheme ? readString(balancer.props, "scheme") : internal;
    const name = isScheme ? "scheme" : "internal";
    const change = isScheme ? 'set scheme to "internal"' : "set internal to true";
    if (internal.state === "unknown")
        return { because: `${name} is not known at preview`, change, decidedBy: `the value of ${name}` };
    if (!(internal.state === "known" && internal.value))
        return { because: `${name} is ${describeReading(stated)}, so it faces the internet`, change };
    const mappings = readList(balancer.props, "subnetMappings");
    if (mappings.state === "absent") return undefined;
    const allocations =
        mappings.state === "known" ? mappings.value.map((mapping) => read(mapping, "allocationId")) : [mappings];
    const given = allocations.filter((allocation) => !hasNoAddress(allocation));
    if (given.length === 0) return undefined;
    return {
        because: "subnetMappings may give it Elastic IP addresses",
        change: "remove allocationId from subnetMappings",
        ...(given.every(({ state }) => state === "unknown") && { decidedBy: "the value of subnetMappings" }),
    };
}

// In the outputs, a subnet without an Elastic IP address has an empty allocation.
const hasNoAddress = (allocation: Reading<Plain>): boolean =>
    allocation.state === "absent" || (allocation.state === "known" && allocation.value === "");

/** Listeners of the load balancers of a stack. */
export function listenersOf(stack: Stack): ReadonlyMap<Resource, readonly Listener[]> {
    const all = new Map<Resource, Listener[]>();
    for (const listener of stack.ofType(listenerTypes)) {
        const own = listenerOf(listener, `listener "${listener.name}"`, read(listener.props, "port"));
        for (const balancer of resolveReference(stack, listener, "loadBalancerArn", loadBalancerTypes))
            all.set(balancer, [...(all.get(balancer) ?? []), own]);
    }
    return all;
}

function listenerOf(resource: Resource, text: string, reading: Reading<Plain>): Listener {
    const port = Number(knownValue(reading) ?? Number.NaN);
    return {
        resource,
        text,
        port: Number.isNaN(port) ? undefined : port,
        ...(reading.state === "unknown" && { decidedBy: `the value of ${pathText(reading.path)}` }),
    };
}

/**
 * A public load balancer as a door. Without security groups, a Network Load Balancer admits everyone
 * (docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html), an Application Load
 * Balancer gets the default group of its VPC (…/application/load-balancer-update-security-groups.html), and a classic one
 * gets it in another VPC; in the default VPC it gets a group that admits everyone to its listeners
 * (…/classic/elb-vpc-security-groups.html).
 */
export function balancerDoor(
    network: Network,
    listeners: ReadonlyMap<Resource, readonly Listener[]>,
    balancer: Resource,
): Door | undefined {
    const address = publicScheme(balancer);
    if (address === undefined) return undefined;
    const groups = { from: balancer, path: ["securityGroups", "*"] };
    const isGrouped = valuesAt(balancer.props, groups.path).length > 0;
    if (isClassic(balancer)) {
        // Only a load balancer in the default VPC has no subnets, but availability zones.
        const isGuarded = isGrouped || valuesAt(balancer.props, ["subnets", "*"]).length > 0;
        const given = "AWS gives it a security group that admits everyone to its listeners";
        return {
            resource: balancer,
            address,
            listeners: ofClassic(balancer),
            ...(isGuarded ? { guard: guardOf(network, [groups]) } : { unguarded: given }),
        };
    }
    const type = readString(balancer.props, "loadBalancerType");
    const isUnguarded = type.state !== "absent" && !(type.state === "known" && type.value !== "network") && !isGrouped;
    const doubt = type.state === "unknown" && isUnguarded ? { decidedBy: "the value of loadBalancerType" } : {};
    return {
        resource: balancer,
        address: { ...address, ...doubt },
        listeners: listeners.get(balancer) ?? [],
        ...(!isUnguarded && { guard: guardOf(network, [groups]) }),
    };
}

const isClassic = ({ type }: Resource): boolean => /^aws:(elb|elasticloadbalancing)\//.test(type);

// A classic load balancer has its listeners among its properties.
function ofClassic(balancer: Resource): readonly Listener[] {
    const listed = readList(balancer.props, "listeners");
    if (listed.state === "absent") return [];
    if (listed.state !== "known") return [listenerOf(balancer, "its listeners", listed)];
    return listed.value.map((_, index) =>
        listenerOf(balancer, `listeners[${index}]`, read(balancer.props, "listeners", index, "lbPort")),
    );
}
