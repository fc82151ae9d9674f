import type { Cloud } from "../state/cloud";
import { loadBalancerTypes } from "../state/load-balancer-states";
import { listOf, mapOf, type PropertyMap, text } from "../state/property-values";
import type { LiveResource } from "../state/resource-store";

/** Every listener of the simulated cloud. */
export function listeners({ store }: Cloud): LiveResource[] {
    return store.ofType("aws:lb/listener:Listener", "aws:alb/listener:Listener");
}

/** Every rule of a listener of the simulated cloud. */
export function listenerRules({ store }: Cloud): LiveResource[] {
    return store.ofType("aws:lb/listenerRule:ListenerRule", "aws:alb/listenerRule:ListenerRule");
}

/** Whether a listener or a rule forwards to a target group. */
export function isForwardedTo(targetGroup: string, cloud: Cloud): boolean {
    const actions: PropertyMap[] = [
        ...listeners(cloud).flatMap(({ inputs }) => listOf(inputs.defaultActions)),
        ...listenerRules(cloud).flatMap(({ inputs }) => listOf(inputs.actions)),
    ];
    return actions.flatMap(forwardsTo).includes(targetGroup);
}

/** ARNs of the target groups that an action of a listener or a rule forwards to. */
export function forwardsTo({ targetGroupArn, forward }: PropertyMap): string[] {
    const weighted = listOf(mapOf(forward).targetGroups).map(({ arn }) => text(arn));
    return [text(targetGroupArn), ...weighted].filter((arn) => arn !== "");
}

/** The type of a load balancer of the stack, such as `application`; empty for any other. */
export function typeOfBalancer(arn: string, { store }: Cloud): string {
    const balancer = store.ofType(...loadBalancerTypes).find(({ id }) => id === arn);
    return text(balancer?.inputs.loadBalancerType);
}
