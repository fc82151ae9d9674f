import { SettingsError, settingProblem } from "../problems";
import { acceptsClusters } from "../zones";
import { privateSubnetBlock, type SubnetSettings } from "./subnets";

/** An availability zone as AWS lists it for an account: its name there, and its id. */
export interface ListedZone {
    /** Such as `us-east-1a`. */
    readonly name: string;
    /** Such as `use1-az6`. */
    readonly id: string;
}

/** A private subnet in which the cluster of a stack is. */
export interface ClusterSubnet {
    /** Its position among the private subnets of the network, from 0. */
    readonly position: number;
    /** Name of its zone. */
    readonly zone: string;
    readonly cidrBlock: string;
}

/**
 * The names of the zones that a setting asks for: the first ones that EKS accepts, or those that it lists by name or id.
 * @param listed the account's zones, in the order in which AWS lists them.
 * @throws {SettingsError} if the account does not have them.
 */
export function chooseZones(setting: number | readonly string[], listed: readonly ListedZone[]): string[] {
    const usable = listed.filter(({ id }) => acceptsClusters(id));
    const list = usable.map(({ name, id }) => `${name} (${id})`).join(", ");
    if (typeof setting === "number") {
        if (setting <= usable.length) return usable.slice(0, setting).map(({ name }) => name);
        throw problems([
            [[], setting, `at most ${usable.length}, as EKS accepts no more zones of the account: ${list}`],
        ]);
    }
    const names = setting.map((zone) => usable.find(({ name, id }) => zone === name || zone === id)?.name);
    const found = setting.flatMap((zone, index): Problem[] => {
        const name = names[index];
        if (name === undefined) return [[[index], zone, `a zone of the account that EKS accepts: ${list}`]];
        const isRepeated = names.indexOf(name) < index;
        return isRepeated ? [[[index], zone, `another zone, as ${name} is in the list already`]] : [];
    });
    if (found.length > 0) throw problems(found);
    return names.filter((name) => name !== undefined);
}

/**
 * Checks that a network keeps the subnets in which a cluster is.
 *
 * EKS rejects subnets in other zones than those in which the cluster was created ("they should belong to the exact set of AZs",
 * aws/containers-roadmap#2258). A subnet with another zone or block is another subnet: AWS rejects it as long as it overlaps the
 * old one (pulumi/pulumi-awsx#520), and does not delete the old one as long as the cluster is in it.
 * @param zones names of the network's zones.
 * @throws {SettingsError} if a subnet would be removed or replaced.
 */
export function keepClusterSubnets(
    settings: SubnetSettings,
    zones: readonly string[],
    subnets: readonly ClusterSubnet[],
): void {
    const moved = subnets.filter(({ position, zone }) => zones[position] !== zone);
    const first = [...subnets].sort((one, other) => one.position - other.position).map(({ zone }) => zone);
    if (moved.length > 0) {
        const want = `${first.join(", ")} first, in this order: the cluster is in these zones, and EKS keeps it in those in which it was created`;
        throw problems([[[], zones.join(", "), want]]);
    }
    const resized = subnets.find((subnet) => subnet.cidrBlock !== privateSubnetBlock(settings, subnet.position));
    if (resized === undefined) return;
    const { position, cidrBlock } = resized;
    throw new SettingsError([
        `gatehouse:network: got ${privateSubnetBlock(settings, position)} for private subnet ${position + 1}, want ${cidrBlock}, which it has: ` +
            "a cluster's subnets cannot be replaced. Their blocks depend on cidrBlock, availabilityZoneCidrMask and, without that, " +
            "the number of zones",
    ]);
}

type Problem = readonly [path: readonly number[], value: unknown, want: string];

function problems(found: readonly Problem[]): SettingsError {
    return new SettingsError(
        found.map(([path, value, want]) => settingProblem(["network", "availabilityZones", ...path], value, want)),
    );
}
