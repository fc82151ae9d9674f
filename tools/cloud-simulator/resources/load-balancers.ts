import type { Cloud } from "../state/cloud";
import { loadBalancerTypes } from "../state/load-balancer-states";
import type { PropertyMap } from "../state/property-values";
import type { LiveResource } from "../state/resource-store";
import { hostnameOf, isInternal, isLoadBalancer, loadBalancerName } from "./service-load-balancer";

/** Every load balancer of the simulated cloud, as `getLoadBalancer` returns it; those of Services included. */
export function loadBalancers(cloud: Cloud): PropertyMap[] {
    const fromProgram = cloud.store.ofType(...loadBalancerTypes).map(({ outputs, id }) => ({ ...outputs, id }));
    return [...fromProgram, ...exposedServices(cloud).map((service) => ofService(service, cloud))];
}

/** The Service for which a controller created a load balancer; undefined for a load balancer of any other origin. */
export function serviceOf(arn: string, cloud: Cloud): LiveResource | undefined {
    return exposedServices(cloud).find((service) => ofService(service, cloud).arn === arn);
}

function exposedServices(cloud: Cloud): LiveResource[] {
    return cloud.store
        .ofType("kubernetes:core/v1:Service")
        .filter(({ outputs }) => isLoadBalancer(outputs) && hostnameOf(outputs) !== "");
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
