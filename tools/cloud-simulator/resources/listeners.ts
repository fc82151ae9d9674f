import type { Cloud } from "../state/cloud";
import { listOf, type PropertyMap, text } from "../state/property-values";
import type { LiveResource } from "../state/resource-store";

/** Every listener of the simulated cloud. */
export function listeners({ store }: Cloud): LiveResource[] {
    return store.ofType("aws:lb/listener:Listener", "aws:alb/listener:Listener");
}

/** Whether a listener or a rule forwards to a target group. */
export function isForwardedTo(targetGroup: string, cloud: Cloud): boolean {
    const rules = cloud.store.ofType("aws:lb/listenerRule:ListenerRule", "aws:alb/listenerRule:ListenerRule");
    const actions: PropertyMap[] = [
        ...listeners(cloud).flatMap(({ inputs }) => listOf(inputs.defaultActions)),
        ...rules.flatMap(({ inputs }) => listOf(inputs.actions)),
    ];
    return actions.some((action) => text(action.targetGroupArn) === targetGroup);
}
