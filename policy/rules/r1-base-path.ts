import { type Finding, finding } from "../finding";
import { apiTypes, stageTypes } from "../gateway/graph";
import { link } from "../links";
import type { Resource, Stack } from "../resource";

/** What publishes an API under a domain name. */
export const mappingTypes: ReadonlySet<string> = new Set(["aws:apigateway/basePathMapping:BasePathMapping"]);

/** A domain name leads to an API of this stack, where all other policies judge it. */
export function judgeMapping(stack: Stack, mapping: Resource): Finding[] {
    const apis = link(stack, mapping, "restApi", apiTypes);
    const stages = link(stack, mapping, "restApi", stageTypes);
    if (apis.length + stages.length > 0) return [];
    return [
        finding(mapping, {
            found: "restApi leads to no RestApi of this stack, so what the domain name publishes cannot be judged",
            wanted: "an API that this program declares",
            change: "set restApi from the RestApi resource",
        }),
    ];
}
