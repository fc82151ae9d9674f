import { defaultSettings } from "../../../policy/contract/settings";
import { allRules } from "../../../policy/pack/crossguard";
import { type Props, type Stack, stackOf, UNKNOWN } from "../../../policy/reading/resource";
import { plainResource } from "../plain-resource";

/** Types that a rule of the stack asks for in a stack without resources: those that it judges, not those that it joins. */
export function typesOfStackRules(): ReadonlySet<string> {
    const asked = new Set<string>();
    const watched: Stack = {
        ...stackOf([]),
        ofType: (types) => {
            for (const type of types) asked.add(type);
            return [];
        },
    };
    for (const rule of allRules.ofStack) rule.judge(watched, defaultSettings);
    return asked;
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
        ...single.map((rule) => rule.judge(object, defaultSettings)),
        ...allRules.ofStack.map((rule) => rule.judge(stackOf([object]), defaultSettings)),
    ].some(({ findings }) => findings.length > 0);
}
