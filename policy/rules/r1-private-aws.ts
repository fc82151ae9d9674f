import type { Finding } from "../finding";
import { ignoredChanges } from "../ignored";
import type { Resource } from "../resource";
import { judged, nothing, type ResourceRule } from "../rule";
import type { Settings } from "../settings";
import { clusterPaths, clusterTypes, judgeCluster } from "./r1-cluster-endpoint";
import { judgeLoadBalancer, loadBalancerPaths, loadBalancerTypes } from "./r1-load-balancer";
import { isOpaque, judgeOpaque } from "./r1-opaque-template";
import { addressedTypes, addressPaths, judgeAddress, publicAddressTypes } from "./r1-public-address";
import { isPublicService, judgePublicService } from "./r1-public-services";
import { judgeSecurityGroup, securityGroupPaths, securityGroupTypes } from "./r1-security-group";

interface Judge {
    /** What the summary counts; absent for what is public by nature and merely harmless. */
    readonly noun?: string;
    applies(type: string): boolean;
    /** Dotted paths that the check reads. */
    readonly paths: readonly string[];
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
        check: judgeAddress,
    },
    { noun: "service endpoint", applies: isPublicService, paths: [], check: judgePublicService },
    { noun: "template", applies: isOpaque, paths: [], check: judgeOpaque },
];

/** No AWS resource opens a way to the backend past the gateway. */
export const privateAws: ResourceRule = {
    policy: "r1-private-aws",
    applies: (type) => judges.some((judge) => judge.applies(type)),
    judge: (resource, settings) => {
        const judge = judges.find(({ applies }) => applies(resource.type));
        if (!judge) return nothing;
        const checked = judge.check(resource, settings);
        const findings = checked.length > 0 ? checked : ignoredChanges(resource, judge.paths);
        return judge.noun === undefined ? { counts: {}, findings } : judged(judge.noun, findings);
    },
};
