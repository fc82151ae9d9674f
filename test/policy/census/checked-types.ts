import type { ResourcePolicy, StackPolicy } from "../../../policy/contract/policy";
import { defaultSettings } from "../../../policy/contract/settings";
import { type Props, type Stack, stackOf, UNKNOWN } from "../../../policy/reading/resource";
import { policies } from "../../../policy/rules/policies";
import { plainResource } from "../plain-resource";

const ofResources = policies.filter((policy): policy is ResourcePolicy => policy.scope === "resource");
const ofStack = policies.filter((policy): policy is StackPolicy => policy.scope === "stack");

/** Types that the stack rules look up in a stack without resources: those they check, not those they join. */
export function typesOfStackRules(): ReadonlySet<string> {
    const requested = new Set<string>();
    const watched: Stack = {
        ...stackOf([]),
        ofType: (types) => {
            for (const type of types) requested.add(type);
            return [];
        },
    };
    for (const rule of ofStack) rule.check(watched, defaultSettings);
    return requested;
}

/** Whether a rule for single resources applies to a type. */
export const isResourceType = (type: string): boolean => ofResources.some((rule) => rule.applies(type));

// One rule applies to every Kubernetes kind, so its findings show whether it checks one.
const nothingKnown: Props = { metadata: UNKNOWN, spec: UNKNOWN, template: UNKNOWN, items: UNKNOWN };

/** Whether an object of a kind is reported when all of it is unknown. */
export function isReportedUnknown(type: string): boolean {
    const object = plainResource(type, "object", nothingKnown);
    const single = ofResources.filter((rule) => rule.applies(type));
    return [
        ...single.map((rule) => rule.check(object, defaultSettings)),
        ...ofStack.map((rule) => rule.check(stackOf([object]), defaultSettings)),
    ].some(({ findings }) => findings.some(({ undecided }) => !undecided?.quiet));
}
