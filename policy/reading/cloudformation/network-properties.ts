import { type Plain, type Props, UNKNOWN } from "../resource";
import { isList, isObject, read } from "../value";

// A list that is not known, or that cannot be read, stays as it is.
const each = (value: Plain | undefined, change: (member: Plain) => Plain): Plain =>
    isList(value) ? value.map(change) : (value ?? null);

const membersOf = (value: Plain | undefined): readonly Plain[] =>
    isList(value) ? value : value === undefined || value === null ? [] : [value];

/** Reads a property at any depth; null if it is absent, unknown if it cannot be read. */
function at(own: Plain, ...path: readonly string[]): Plain {
    const reading = read(own, ...path);
    return reading.state === "known" ? reading.value : reading.state === "absent" ? null : UNKNOWN;
}

/** The scheme of a load balancer, of which the aws provider has only whether it is internal. */
export const schemeOf = ({ scheme = null }: Props): Props => ({
    scheme,
    internal: scheme === null || scheme === UNKNOWN ? scheme : scheme === "internal",
});

/** A classic load balancer with the ports of its listeners. */
export const classicBalancer = (props: Props): Props => ({
    ...schemeOf(props),
    listeners: each(props.listeners, (listener) =>
        isObject(listener) ? { ...listener, lbPort: listener.loadBalancerPort ?? null } : listener,
    ),
});

/** The sources and the protocol of a rule of a security group. */
export const ruleSources = (rule: Props): Props => ({
    protocol: rule.ipProtocol ?? null,
    cidrIpv4: rule.cidrIp ?? null,
    prefixListId: rule.sourcePrefixListId ?? null,
});

/** The rules of a security group. */
export const groupRules = ({ ingress }: Props): Props => ({
    ingress: each(ingress, (rule) => (isObject(rule) ? { ...rule, ...ruleSources(rule) } : rule)),
});

// The values are "ENABLED" and "DISABLED", the default.
function isAssigned(value: Plain | undefined): Plain {
    if (value === undefined || value === null) return false;
    return value === UNKNOWN ? UNKNOWN : value !== "DISABLED";
}

// Only task sets and event rules write "AwsVpcConfiguration".
function taskNetwork(value: Plain): Plain {
    if (!isObject(value)) return value;
    const network = value.awsvpcConfiguration ?? value.awsVpcConfiguration ?? null;
    if (!isObject(network)) return network;
    return { assignPublicIp: isAssigned(network.assignPublicIp), securityGroups: network.securityGroups ?? null };
}

/** The network of the tasks that a service, or a part of another resource, starts. */
export const networkAt =
    (...path: readonly string[]) =>
    ({ networkConfiguration = null }: Props): Props => ({
        networkConfiguration: taskNetwork(at(networkConfiguration, ...path)),
    });

/** The networks of all tasks that the targets of an event rule start, as one. */
export function targetNetworks({ networkConfiguration: targets = null }: Props): Props {
    if (!isList(targets)) return { networkConfiguration: targets };
    const networks = targets.map((target) => taskNetwork(at(target, "ecsParameters", "networkConfiguration")));
    return {
        networkConfiguration: {
            assignPublicIp: networks.map((network) => at(network, "assignPublicIp")),
            securityGroups: networks.flatMap((network) => membersOf(at(network, "securityGroups"))),
        },
    };
}

/** An instance, whose network interfaces are part of it. */
export function instanceProperties(props: Props): Props {
    const interfaces = membersOf(props.networkInterfaces);
    const first = (key: string): Plain => {
        const values = [props, ...interfaces].map((place) => at(place, key)).filter((value) => value !== null);
        return values.find((value) => value !== false && value !== "false") ?? values[0] ?? null;
    };
    return {
        ...Object.fromEntries(
            ["associatePublicIpAddress", "subnetId", "ipv6AddressCount", "ipv6Addresses"].map((key) => [
                key,
                first(key),
            ]),
        ),
        vpcSecurityGroupIds: [
            ...membersOf(props.vpcSecurityGroupIds),
            ...interfaces.flatMap((place) => membersOf(at(place, "groupSet"))),
        ],
    };
}

/** The data of a launch template. */
export function templateProperties({ launchTemplateData: data = null }: Props): Props {
    return {
        vpcSecurityGroupIds: at(data, "securityGroupIds"),
        networkInterfaces: each(at(data, "networkInterfaces"), (own) =>
            isObject(own) ? { ...own, securityGroups: own.groups ?? null } : own,
        ),
    };
}

/** A service whose endpoint may be public, and is if a template does not say otherwise. */
export const withDefault =
    (publiclyAccessible: Plain) =>
    (props: Props): Props => ({ publiclyAccessible: props.publiclyAccessible ?? publiclyAccessible });
