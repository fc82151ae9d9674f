import { hostnameOf, isInternal, isLoadBalancer, loadBalancerName } from "../kubernetes/load-balancer";
import type { Invokes } from "../resources/invoke";
import type { Cloud } from "../state/cloud";
import { loadBalancerTypes } from "../state/load-balancer-states";
import { isMap, type PropertyMap } from "../state/property-values";
import type { LiveResource } from "../state/resource-store";

/** Looks up load balancers, those that Kubernetes made included. */
export const loadBalancerInvokes: Invokes = {
    "aws:lb/getLoadBalancer:getLoadBalancer": { args: ["arn", "name", "region", "tags"], answer: find },
    "aws:alb/getLoadBalancer:getLoadBalancer": { args: ["arn", "name", "region", "tags"], answer: find },
};

/** Every load balancer of the simulated cloud in the form of `getLoadBalancer`'s answer. */
export function loadBalancers(cloud: Cloud): PropertyMap[] {
    const made = cloud.store.ofType(...loadBalancerTypes).map(({ outputs, id }) => ({ ...outputs, id }));
    const services = cloud.store
        .ofType("kubernetes:core/v1:Service")
        .filter(({ outputs }) => isLoadBalancer(outputs) && hostnameOf(outputs) !== "");
    return [...made, ...services.map((service) => ofService(service, cloud))];
}

function find(args: PropertyMap, cloud: Cloud): PropertyMap {
    const found = loadBalancers(cloud).filter((balancer) => matches(balancer, args));
    const [only] = found;
    if (!only || found.length > 1) {
        const expected = JSON.stringify(args);
        throw new Error(`simulated aws: ${found.length} load balancers match ${expected}, want exactly one`);
    }
    return only;
}

// The provider looks at the ARN first, then at the name, then at the tags.
function matches(balancer: PropertyMap, { arn, name, tags }: PropertyMap): boolean {
    if (arn) return balancer.arn === arn;
    if (name) return balancer.name === name;
    const own = isMap(balancer.tags) ? balancer.tags : {};
    return isMap(tags) && Object.entries(tags).every(([key, value]) => own[key] === value);
}

function ofService({ outputs, id }: LiveResource, cloud: Cloud): PropertyMap {
    const name = loadBalancerName(outputs);
    const dnsName = hostnameOf(outputs);
    const suffix = `net/${name}/${dnsName.slice(name.length + 1).split(".")[0]}`;
    const region = /\.elb\.([a-z0-9-]+)\./.exec(dnsName)?.[1] ?? cloud.region;
    const arn = `arn:aws:elasticloadbalancing:${region}:${cloud.accountId}:loadbalancer/${suffix}`;
    return {
        accessLogs: { bucket: "", enabled: false, prefix: "" },
        arn,
        arnSuffix: suffix,
        dnsName,
        enableCrossZoneLoadBalancing: true,
        enableDeletionProtection: false,
        id: arn,
        internal: isInternal(outputs),
        ipAddressType: "ipv4",
        loadBalancerType: "network",
        name,
        region,
        securityGroups: [],
        subnets: [],
        // docs.aws.amazon.com/eks/latest/userguide/auto-configure-nlb.html
        tags: { "service.eks.amazonaws.com/stack": id, "service.eks.amazonaws.com/resource": "LoadBalancer" },
        vpcId: String(cloud.store.ofType("aws:ec2/vpc:Vpc")[0]?.id ?? ""),
        zoneId: "Z3F0SRJ5LGBH90",
    };
}
