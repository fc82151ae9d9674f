import { defaultSettings } from "../../../policy/contract/settings";
import { allRules } from "../../../policy/pack/crossguard";
import { type Props, type Stack, stackOf, UNKNOWN } from "../../../policy/reading/resource";
import { plainResource } from "../plain-resource";

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
    for (const rule of allRules.ofStack) rule.check(watched, defaultSettings);
    return requested;
}

/** Whether a rule for single resources says that it judges a type. */
export const isResourceType = (type: string): boolean => allRules.ofResources.some((rule) => rule.applies(type));

// One rule takes every kind of Kubernetes, so what it says is what tells.
const nothingKnown: Props = { metadata: UNKNOWN, spec: UNKNOWN, template: UNKNOWN, items: UNKNOWN };

/** Whether an object of a kind is reported if nothing in it is known. */
export function isReportedUnknown(type: string): boolean {
    const object = plainResource(type, "object", nothingKnown);
    const single = allRules.ofResources.filter((rule) => rule.applies(type));
    return [
        ...single.map((rule) => rule.check(object, defaultSettings)),
        ...allRules.ofStack.map((rule) => rule.check(stackOf([object]), defaultSettings)),
    ].some(({ findings }) => findings.length > 0);
}
