import { type Finding, finding } from "../finding";
import { apiTypes, stageTypes } from "../gateway/graph";
import { dependedOn, idOf, link } from "../links";
import type { Resource, Stack } from "../resource";
import { readList, readString } from "../value";

const ruleType = "aws:apigatewayv2/routingRule:RoutingRule";
const published: ReadonlySet<string> = new Set([...apiTypes, ...stageTypes]);

/** What publishes an API under a domain name. */
export const mappingTypes: ReadonlySet<string> = new Set(["aws:apigateway/basePathMapping:BasePathMapping", ruleType]);

/** A domain name leads to an API of this stack, where all other policies judge it. */
export function judgeMapping(stack: Stack, mapping: Resource): Finding[] {
    const property = mapping.type === ruleType ? "actions" : "restApi";
    const leads = mapping.type === ruleType ? isRuleJudged(stack, mapping) : isMappingJudged(stack, mapping);
    if (leads) return [];
    return [
        finding(mapping, {
            found: `${property} leads to no RestApi of this stack, so what the domain name publishes cannot be judged`,
            wanted: "an API that this program declares",
            change: `set ${property} from the RestApi resource`,
        }),
    ];
}

const isMappingJudged = (stack: Stack, mapping: Resource): boolean =>
    [apiTypes, stageTypes].some((types) => link(stack, mapping, "restApi", types).length > 0);

// Ids that are known have to be ones of this stack; of those that are not, the engine says where they come from.
function isRuleJudged(stack: Stack, rule: Resource): boolean {
    const actions = readList(rule.props, "actions");
    if (actions.state !== "known") return false;
    const ids = new Set(stack.ofType(apiTypes).map(idOf));
    const named = actions.value.map((action) => readString(action, "invokeApi", "apiId"));
    return named.every((id) =>
        id.state === "known"
            ? ids.has(id.value)
            : id.state === "unknown" && dependedOn(stack, rule, "actions", published).length > 0,
    );
}
