import { apisOf } from "../../../gateway/api-references";
import { stageName } from "../../../gateway/stage-name";
import { apiTypes, stageTypes } from "../../../gateway/types";
import { type Finding, finding } from "../../../reading/finding";
import { ignoredChanges } from "../../../reading/ignored-changes";
import { dependenciesOf, idOf } from "../../../reading/references";
import type { Plain, Resource, Stack } from "../../../reading/resource";
import { readList, readString } from "../../../reading/value";

/** A mapping of API Gateway V2, which serves REST APIs too. */
export const newerMappingType = "aws:apigatewayv2/apiMapping:ApiMapping";
const ruleType = "aws:apigatewayv2/routingRule:RoutingRule";
const published: ReadonlySet<string> = new Set([...apiTypes, ...stageTypes]);

/** Resources that publish an API under a domain name. */
export const mappingTypes: ReadonlySet<string> = new Set([
    "aws:apigateway/basePathMapping:BasePathMapping",
    newerMappingType,
    ruleType,
]);

/** Checks that a domain name maps to an API and a stage of this stack, which the other policies check. */
export function checkMapping(stack: Stack, mapping: Resource): Finding[] {
    if (mapping.type === ruleType) {
        return isRuleChecked(stack, mapping)
            ? ignoredChanges(mapping, ["actions"])
            : [unresolved(mapping, "actions", "RestApi and Stage")];
    }
    const isNewer = mapping.type === newerMappingType;
    const [property, ofStage] = isNewer ? ["apiId", "stage"] : ["restApi", "stageName"];
    // A mapping to an HTTP or WebSocket API, or to an API outside the stack, is reported by r4-usage-plans.
    if (apisOf(stack, mapping, property).length === 0) return isNewer ? [] : [unresolved(mapping, property, "RestApi")];
    if (!isStageChecked(stack, mapping, mapping.props, ofStage)) return [unresolved(mapping, ofStage, "Stage")];
    return ignoredChanges(mapping, [property, ofStage]);
}

// Without a stage, the path of a request names one, and each stage of the stack is checked.
function isStageChecked(stack: Stack, mapping: Resource, root: Plain, property: string): boolean {
    const name = readString(root, property);
    if (name.state === "unknown") return dependenciesOf(stack, mapping, name.path.join("."), stageTypes).length > 0;
    return name.state === "absent" || stack.ofType(stageTypes).some((stage) => isNamed(stage, name));
}

const isNamed = (stage: Resource, name: ReturnType<typeof readString>): boolean =>
    name.state === "known" && [name.value, undefined].includes(stageName(stage));

// Known ids have to belong to this stack; unknown ones are resolved by dependencies.
function isRuleChecked(stack: Stack, rule: Resource): boolean {
    const actions = readList(rule.props, "actions");
    if (actions.state !== "known") return false;
    const ids = new Set(stack.ofType(apiTypes).map(idOf));
    const comes = (types: ReadonlySet<string>) => dependenciesOf(stack, rule, "actions", types).length > 0;
    return actions.value.every((action) => {
        const [id, stage] = [readString(action, "invokeApi", "apiId"), readString(action, "invokeApi", "stage")];
        const isKnownStage = stack.ofType(stageTypes).some((each) => isNamed(each, stage));
        return (
            (id.state === "known" ? ids.has(id.value) : id.state === "unknown" && comes(published)) &&
            (stage.state === "unknown" ? comes(stageTypes) : stage.state === "absent" || isKnownStage)
        );
    });
}

const unresolved = (mapping: Resource, property: string, kind: string): Finding =>
    finding(mapping, {
        actual: `${property} does not resolve to any ${kind} of this stack, so the published API cannot be checked`,
        expected: kind === "Stage" ? "a stage that this program declares" : "an API that this program declares",
        change: `set ${property} from the ${kind} of this program`,
    });
