import { countedResult, type RuleResult, uncountedResult } from "../../contract/result";
import type { Settings } from "../../contract/settings";
import { type Finding, ofTier, unknownValueFinding } from "../../reading/finding";
import { ignoredChanges } from "../../reading/ignored-changes";
import { launchesOf } from "../../reading/launch-source";
import { type Resource, type Stack, stackOf } from "../../reading/resource";
import { type Path, readList } from "../../reading/value";
import { checkDoor, checkGroup, type Door, type Guard, guardOf, type Network } from "./aws/door";
import { guardedTypes, publicServicePaths, serviceDoor } from "./aws/public-services";
import { type GroupPlace, groupTypes, openingsOf, securityGroupPaths, securityGroupTypes } from "./aws/security-group";
import { loadBalancerTypes } from "./load-balancing/attachment-table";
import { balancerDoor, listenersOf, loadBalancerPaths, publicScheme } from "./load-balancing/load-balancer";
import {
    addressedTypes,
    addressPaths,
    assignedAddress,
    attachedGroupsOf,
    checkElasticAddress,
    type ElasticAddress,
    elasticAddressesOf,
    interfacePlaces,
    launchPaths,
    launchTypes,
    publicAddressTypes,
    requestedAddress,
} from "./machines/address";
import { placementRules } from "./machines/placement-rules";
import { subnetAddress } from "./machines/subnets";

const placedTypes: ReadonlySet<string> = new Set(
    [...addressedTypes, ...placementRules.keys()].filter((type) => !launchTypes.has(type)),
);

/**
 * Checks the doors of a stack, one finding for each: a public address, security groups that let the internet in, and
 * something that listens. Less than that widens the network: an address behind closed groups, or a group that is open with
 * nothing public behind it.
 */
export function checkDoors(stack: Stack, settings: Settings): RuleResult[] {
    const network: Network = { stack, openings: openingsOf(stack, settings) };
    const covered = new Set<Resource>();
    const openLaunches = new Set<Resource>();
    const checkOne = (door: Door): Finding[] => {
        const findings = checkDoor(door);
        for (const group of findings.length > 0 ? (door.guard?.groups ?? []) : []) covered.add(group);
        return findings;
    };
    const listeners = listenersOf(stack);
    const addresses = elasticAddressesOf(stack);
    const assigned = new Map(addresses.flatMap((each) => each.machines.map((machine) => [machine, each] as const)));
    const attached = attachedGroupsOf(stack);
    return [
        ...stack.ofType(loadBalancerTypes).map((balancer) => {
            const door = balancerDoor(network, listeners, balancer);
            return countedResult("load balancer", door ? checkOne(door) : ignoredChanges(balancer, loadBalancerPaths));
        }),
        ...stack.ofType(guardedTypes).map((service) => {
            const door = serviceDoor(network, service);
            const findings = door ? checkOne(door) : ignoredChanges(service, publicServicePaths(service.type));
            return countedResult("service endpoint", findings);
        }),
        ...stack.ofType(launchTypes).map((template) => {
            const findings = checkLaunch(network, template, checkOne);
            if (findings.some(({ tier, undecided }) => tier === undefined && undecided === undefined))
                openLaunches.add(template);
            return countedResult("launch template", findings);
        }),
        ...stack.ofType(placedTypes).map((machine) => {
            const findings = checkMachine(
                network,
                machine,
                assigned.get(machine),
                attached.get(machine),
                openLaunches,
                checkOne,
            );
            return addressedTypes.has(machine.type) ? countedResult("machine", findings) : uncountedResult(findings);
        }),
        ...addresses.map((each) => uncountedResult(checkElasticAddress(each))),
        ...checkGroups(network, covered),
    ];
}

type DoorCheck = (door: Door) => Finding[];

// A template requests an address for its instances, or names a subnet that assigns one. Closed groups of this stack
// suffice: `eks.Cluster` requests an address even in private subnets.
function checkLaunch(network: Network, template: Resource, checkOne: DoorCheck): Finding[] {
    const interfaces = readList(template.props, "networkInterfaces");
    if (interfaces.state === "unknown" || interfaces.state === "invalid")
        return [unknownValueFinding(template, interfaces)];
    const guard = guardOf(network, launchGroups(template));
    for (const place of interfacePlaces(template)) {
        const address = requestedAddress(template, ...place);
        if (address && !isClosed(guard)) return checkOne({ resource: template, address, guard });
    }
    const placements = placementRules.get(template.type)?.placementsOf(network.stack, template) ?? [];
    const address = subnetAddress(network.stack, template, placements);
    return address ? checkOne({ resource: template, address, guard }) : networkChanges(template, launchPaths);
}

// Each interface by itself, because several may have the same group.
const launchGroups = (template: Resource) =>
    groupPlaces(template, [
        "vpcSecurityGroupIds.*",
        ...interfacePlaces(template).map((place) => [...place, "securityGroups", "*"].join(".")),
    ]);

const isClosed = (guard: Guard): boolean =>
    !guard.isDefault && guard.openings.length === 0 && guard.hidden === undefined;

const groupPlaces = (from: Resource, paths: readonly string[]) =>
    paths.map((path) => ({ from, path: path.split(".") }));

function checkMachine(
    network: Network,
    machine: Resource,
    assigned: ElasticAddress | undefined,
    attached: readonly GroupPlace[] = [],
    openLaunches: ReadonlySet<Resource>,
    checkOne: DoorCheck,
): Finding[] {
    const { stack } = network;
    const rule = placementRules.get(machine.type);
    const launches = rule === undefined ? [] : launchesOf(stack, machine, rule);
    // The template's own address is reported there.
    if (launches.some((launch) => openLaunches.has(launch))) return [];
    const listed = readList(machine.props, "launchSpecifications");
    if (listed.state === "unknown" || listed.state === "invalid") return [unknownValueFinding(machine, listed)];
    const places: readonly Path[] =
        listed.state === "known" ? [...listed.value.keys()].map((index) => ["launchSpecifications", index]) : [[]];
    const address =
        (addressedTypes.has(machine.type) || listed.state === "known"
            ? places.map((place) => requestedAddress(machine, ...place)).find((each) => each !== undefined)
            : undefined) ??
        (assigned && assignedAddress(assigned)) ??
        (rule && subnetAddress(stack, machine, rule.placementsOf(stack, machine)));
    const paths = [...(addressedTypes.has(machine.type) ? addressPaths : []), ...(rule?.paths ?? [])];
    if (address === undefined) return networkChanges(machine, paths);
    const own = groupPlaces(machine, rule?.groups ?? ["securityGroups.*"]);
    const guard = guardOf(network, [...own, ...attached]);
    // A machine's own groups replace those of its template.
    if (!guard.isDefault) return checkOne({ resource: machine, address, guard });
    const inherited = guardOf(network, [...launches.flatMap(launchGroups), ...attached]);
    const isHidden =
        launches.length === 0 &&
        (rule?.launches?.(machine) ?? []).some(([property]) => machine.props[property] !== undefined);
    return checkOne({ resource: machine, address, guard: isHidden ? { ...inherited, hidden: "outside" } : inherited });
}

const networkChanges = (resource: Resource, paths: readonly string[]): Finding[] =>
    ofTier("network", ignoredChanges(resource, paths));

function checkGroups({ stack, openings }: Network, covered: ReadonlySet<Resource>): RuleResult[] {
    const groups = stack.ofType(groupTypes);
    const open = new Set(
        [...groups.flatMap(openings.of), ...openings.elsewhere.flat()].map(({ resource }) => resource),
    );
    const seen = new Set<string>();
    // Two groups may admit the same prefix list.
    const once = (findings: readonly Finding[]) => {
        const added = findings.filter(({ message }) => !seen.has(message));
        for (const { message } of added) seen.add(message);
        return added;
    };
    return [
        ...groups.map((group) => {
            if (covered.has(group) && openings.of(group).length > 0) return uncountedResult([]);
            return countedResult("security group", once(checkGroup(group, openings.of(group))));
        }),
        ...openings.elsewhere.map((opened) => uncountedResult(once(checkGroup(undefined, opened)))),
        ...stack.ofType(securityGroupTypes).map((each) => {
            const changes = networkChanges(each, securityGroupPaths);
            return groupTypes.has(each.type) || open.has(each)
                ? uncountedResult(changes)
                : countedResult("security group", changes);
        }),
    ];
}

const doorTypes = [loadBalancerTypes, guardedTypes, launchTypes, placedTypes, publicAddressTypes, securityGroupTypes];

/** Whether a type is checked as a door of the stack. */
export const isDoor = (type: string): boolean => doorTypes.some((types) => types.has(type));

/**
 * Checks a resource that another tool declares, of which only its own properties are known: a public address counts as a
 * door.
 */
export function checkTranslated(resource: Resource, settings: Settings): Finding[] {
    const stack = stackOf([resource]);
    const address = loadBalancerTypes.has(resource.type)
        ? publicScheme(resource)
        : guardedTypes.has(resource.type)
          ? undefined
          : requestedAddress(resource);
    if (address) return checkDoor({ resource, address });
    return checkDoors(stack, settings).flatMap(({ findings }) => findings);
}
