import { judged, type ResourceRule } from "../../contract/rule";
import type { Settings } from "../../contract/settings";
import type { Finding } from "../../reading/finding";
import { ignoredChanges } from "../../reading/ignored";
import type { Resource } from "../../reading/resource";
import { amplifyTypes, judgeAmplify } from "./aws/amplify";
import { beanstalkTypes, judgeBeanstalk } from "./aws/beanstalk";
import { addonTypes, judgeAddon } from "./aws/cluster-addon";
import { clusterPaths, clusterTypes, judgeCluster } from "./aws/cluster-endpoint";
import { judgePermission, permissionPaths, permissionTypes } from "./aws/function-permission";
import { functionPolicyTypes, judgeFunctionPolicy } from "./aws/function-policy";
import { judgeNetworkPolicy, networkPolicyTypes } from "./aws/network-policy";
import { isPublicService, judgePublicService, publicServicePaths } from "./aws/public-services";
import { judgeSecurityGroup, securityGroupPaths, securityGroupTypes } from "./aws/security-group";
import { judgeTask, stateMachineTypes, taskTypes } from "./aws/task";
import { isForeign, judgeForeign } from "./described/foreign-provider";
import { isOpaque, judgeOpaque, opaquePaths } from "./described/opaque-template";
import { judgeLoadBalancer, loadBalancerPaths, loadBalancerTypes } from "./load-balancing/load-balancer";
import { launchTypes } from "./machines/launch-template";
import { fleetTypes, judgeFleet, judgeNodeGroup, nodeGroupTypes } from "./machines/node-access";
import { addressedTypes, addressPaths, judgeAddress, publicAddressTypes } from "./machines/public-address";
import { isCommand, judgeCommand } from "./scripts/command";
import { judgeUserData } from "./scripts/user-data";

interface Judge {
    /** What the summary counts; absent for what is public by nature and merely harmless. */
    readonly noun?: string;
    applies(type: string): boolean;
    /** Dotted paths that the check reads. */
    readonly paths: readonly string[] | ((type: string) => readonly string[]);
    check(resource: Resource, settings: Settings): Finding[];
}

const judges: readonly Judge[] = [
    {
        noun: "load balancer",
        applies: (type) => loadBalancerTypes.has(type),
        paths: loadBalancerPaths,
        check: judgeLoadBalancer,
    },
    {
        noun: "security group",
        applies: (type) => securityGroupTypes.has(type),
        paths: securityGroupPaths,
        check: judgeSecurityGroup,
    },
    { noun: "cluster endpoint", applies: (type) => clusterTypes.has(type), paths: clusterPaths, check: judgeCluster },
    {
        applies: (type) => publicAddressTypes.has(type),
        paths: addressPaths,
        check: judgeAddress,
    },
    {
        noun: "machine",
        applies: (type) => addressedTypes.has(type),
        paths: addressPaths,
        check: (resource) => [...judgeAddress(resource), ...judgeUserData(resource)],
    },
    { applies: (type) => launchTypes.has(type), paths: [], check: (resource) => judgeUserData(resource) },
    { noun: "task", applies: (type) => taskTypes.has(type), paths: [], check: judgeTask },
    { applies: (type) => stateMachineTypes.has(type), paths: [], check: judgeTask },
    {
        noun: "service endpoint",
        applies: isPublicService,
        paths: publicServicePaths,
        check: judgePublicService,
    },
    {
        noun: "permission",
        applies: (type) => permissionTypes.has(type),
        paths: permissionPaths,
        check: judgePermission,
    },
    {
        noun: "permission",
        applies: (type) => functionPolicyTypes.has(type),
        paths: ["policy"],
        check: judgeFunctionPolicy,
    },
    {
        noun: "service endpoint",
        applies: (type) => beanstalkTypes.has(type),
        paths: ["settings"],
        check: judgeBeanstalk,
    },
    {
        noun: "service endpoint",
        applies: (type) => amplifyTypes.has(type),
        paths: ["platform", "customRules"],
        check: judgeAmplify,
    },
    {
        noun: "service endpoint",
        applies: (type) => networkPolicyTypes.has(type),
        paths: ["type", "policy"],
        check: judgeNetworkPolicy,
    },
    { applies: (type) => nodeGroupTypes.has(type), paths: ["remoteAccess"], check: judgeNodeGroup },
    { applies: (type) => fleetTypes.has(type), paths: ["launchSpecifications"], check: judgeFleet },
    { applies: (type) => addonTypes.has(type), paths: ["configurationValues"], check: judgeAddon },
    {
        noun: "template",
        applies: isOpaque,
        paths: opaquePaths,
        check: (resource, settings) => judgeOpaque(resource, settings, checkOf),
    },
    {
        applies: isForeign,
        paths: [],
        check: (resource, settings) => judgeForeign(resource, settings, checkOf),
    },
    { noun: "command", applies: isCommand, paths: [], check: judgeCommand },
];

// A type without a judge is a mistake of the pack, which must not pass for a proof.
function judgeOf(type: string): Judge {
    const judge = judges.find(({ applies }) => applies(type));
    if (!judge) throw new Error(`No judge of r1-private-aws is there for "${type}".`);
    return judge;
}

const checkOf = (resource: Resource, settings: Settings): Finding[] => judgeOf(resource.type).check(resource, settings);

/** No AWS resource opens a way to the backend past the gateway. */
export const privateAws: ResourceRule = {
    policy: "r1-private-aws",
    applies: (type) => judges.some((judge) => judge.applies(type)),
    judge: (resource, settings) => {
        const judge = judgeOf(resource.type);
        const checked = judge.check(resource, settings);
        const paths = typeof judge.paths === "function" ? judge.paths(resource.type) : judge.paths;
        const findings = checked.length > 0 ? checked : ignoredChanges(resource, paths);
        return judge.noun === undefined ? { counts: {}, findings } : judged(judge.noun, findings);
    },
};
