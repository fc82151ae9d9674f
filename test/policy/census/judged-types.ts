import type { ResourcePolicy, StackPolicy } from "../../../policy/contract/policy";
import { defaultSettings } from "../../../policy/contract/settings";
import { type Props, type Stack, stackOf, UNKNOWN } from "../../../policy/reading/resource";
import { policies } from "../../../policy/rules/policies";
import { plainResource } from "../plain-resource";

const ofResources = policies.filter((policy): policy is ResourcePolicy => policy.scope === "resource");
const ofStack = policies.filter((policy): policy is StackPolicy => policy.scope === "stack");

/** Types that a rule of the stack asks for in a stack without resources: those that it judges, not those that it joins. */
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

/** Whether a rule for single resources says that it judges a type. */
export const isResourceType = (type: string): boolean => ofResources.some((rule) => rule.applies(type));

// One rule takes every kind of Kubernetes, so what it says is what tells.
const nothingKnown: Props = { metadata: UNKNOWN, spec: UNKNOWN, template: UNKNOWN, items: UNKNOWN };

/** Whether an object of a kind is reported if nothing in it is known. */
export function isReportedUnknown(type: string): boolean {
    const object = plainResource(type, "object", nothingKnown);
    const single = ofResources.filter((rule) => rule.applies(type));
    return [
        ...single.map((rule) => rule.check(object, defaultSettings)),
        ...ofStack.map((rule) => rule.check(stackOf([object]), defaultSettings)),
    ].some(({ findings }) => findings.length > 0);
}
