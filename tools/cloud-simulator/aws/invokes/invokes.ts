import type { Invokes } from "../../resources/invoke";
import { loadBalancers } from "../../resources/load-balancers";
import type { Cloud } from "../../state/cloud";
import { isMap, type PropertyMap } from "../../state/property-values";
import { route53Invokes } from "../dns/invokes";
import { cloudfrontInvokes } from "../edge/invokes";
import { accountInvokes } from "./account";
import { ecsInvokes } from "./ecs";
import { eksInvokes } from "./eks";
import { networkInvokes } from "./network";
import { policyDocumentInvokes } from "./policy-document";
import { registryInvokes } from "./registry";

/** Looks up load balancers, including those that Kubernetes has created. */
const loadBalancerInvokes: Invokes = {
    "aws:lb/getLoadBalancer:getLoadBalancer": { args: ["arn", "name", "region", "tags"], answer: find },
    "aws:alb/getLoadBalancer:getLoadBalancer": { args: ["arn", "name", "region", "tags"], answer: find },
};

/** Every function of package aws that the simulated cloud supports. */
export const awsInvokes: Invokes = {
    ...accountInvokes,
    ...cloudfrontInvokes,
    ...loadBalancerInvokes,
    ...ecsInvokes,
    ...eksInvokes,
    ...networkInvokes,
    ...policyDocumentInvokes,
    ...registryInvokes,
    ...route53Invokes,
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

// The provider uses the ARN first, then at the name, then at the tags.
function matches(balancer: PropertyMap, { arn, name, tags }: PropertyMap): boolean {
    if (arn) return balancer.arn === arn;
    if (name) return balancer.name === name;
    const own = isMap(balancer.tags) ? balancer.tags : {};
    return isMap(tags) && Object.entries(tags).every(([key, value]) => own[key] === value);
}
