import type { Invokes } from "../resources/invoke";
import { loadBalancers } from "../resources/load-balancers";
import type { Cloud } from "../state/cloud";
import { isMap, type PropertyMap } from "../state/property-values";

/** Looks up load balancers, those that Kubernetes made included. */
export const loadBalancerInvokes: Invokes = {
    "aws:lb/getLoadBalancer:getLoadBalancer": { args: ["arn", "name", "region", "tags"], answer: find },
    "aws:alb/getLoadBalancer:getLoadBalancer": { args: ["arn", "name", "region", "tags"], answer: find },
};

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
