import type { Cloud } from "../state/cloud";
import { mapOf, type PropertyMap, text } from "../state/property-values";
import type { InstanceRefresh, LiveResource } from "../state/resource-store";
import { sameValue } from "./comparable";
import { machineProblem } from "./machines";

const groupType = "aws:autoscaling/group:Group";

/**
 * The replacements of a group's machines after a change of the group, which the provider starts for another launch template or
 * another version of it (hashicorp/terraform-provider-aws, internal/service/autoscaling/group.go). None for any other resource.
 */
export function startedRefresh(
    { type, id }: Pick<LiveResource, "type" | "id">,
    before: PropertyMap,
    now: PropertyMap,
    { store }: Cloud,
): Pick<LiveResource, "refreshes"> {
    const [template, old] = [mapOf(now.launchTemplate), mapOf(before.launchTemplate)];
    if (type !== groupType || now.instanceRefresh === undefined || sameValue(template, old)) return {};
    return { refreshes: [...(store.find(type, id)?.refreshes ?? []), { template, before: old }] };
}

/**
 * The replacements of a group's machines, the newest first; undefined if there is no such group. Time passes until the last one has
 * ended: if the new machines do not serve, the group gets the old ones back, where it says so.
 */
export function endedRefreshes(name: string, cloud: Cloud): readonly InstanceRefresh[] | undefined {
    const group = cloud.store.find(groupType, name);
    if (group === undefined) return undefined;
    const refreshes = group.refreshes ?? [];
    const running = refreshes.find(({ status }) => status === undefined);
    if (running === undefined) return [...refreshes].reverse();
    const ended = { ...running, ...endOf(group, cloud) };
    const all = refreshes.map((refresh) => (refresh === running ? ended : refresh));
    const launchTemplate = ended.status === "RollbackSuccessful" ? { launchTemplate: running.before } : {};
    cloud.store.put({
        ...group,
        inputs: { ...group.inputs, ...launchTemplate },
        outputs: { ...group.outputs, ...launchTemplate },
        refreshes: all,
    });
    return all.reverse();
}

/** The launch template of the machines that serve: the former one while it is being replaced. */
export function servingTemplate({ outputs, refreshes = [] }: LiveResource): PropertyMap {
    const running = refreshes.find(({ status }) => status === undefined);
    return running?.before ?? mapOf(outputs.launchTemplate);
}

function endOf({ outputs }: LiveResource, cloud: Cloud): Pick<InstanceRefresh, "status" | "reason"> {
    const reason = machineProblem(outputs, cloud);
    if (reason === undefined) return { status: "Successful" };
    const { autoRollback } = mapOf(mapOf(outputs.instanceRefresh).preferences);
    return { status: text(autoRollback) === "true" ? "RollbackSuccessful" : "Failed", reason };
}
