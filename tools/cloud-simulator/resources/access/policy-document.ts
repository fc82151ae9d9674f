import {
    elementsOf,
    hasUnknowns,
    isMap,
    listOf,
    mapOf,
    type PropertyMap,
    type PropertyValue,
    plain,
    text,
} from "../../state/property-values";

/** A policy as an object, which a provider takes as JSON or as an object; empty if it is neither, or not known yet. */
export function policyDocument(policy: PropertyValue | undefined): PropertyMap {
    const bare = plain(policy ?? null);
    if (hasUnknowns(bare)) return {};
    return typeof bare === "string" ? parsed(bare) : mapOf(bare);
}

/** The statements of a policy, one or a list. */
export function statementsOf(policy: PropertyValue | undefined): PropertyMap[] {
    const { Statement = null } = policyDocument(policy);
    return isMap(Statement) ? [Statement] : listOf(Statement);
}

/** A value of a policy, one or a list, as strings. */
export function stringsOf(value: PropertyValue | undefined): string[] {
    if (value === undefined) return [];
    return (Array.isArray(plain(value)) ? elementsOf(value) : [value]).map(text);
}

/** Whether one of the patterns of a policy, with `*` and `?`, covers a value. */
export function covers(patterns: PropertyValue | undefined, value: string): boolean {
    return stringsOf(patterns).some((pattern) => {
        const form = pattern
            .replace(/[.+^${}()|[\]\\]/g, "\\$&")
            .replaceAll("*", ".*")
            .replaceAll("?", ".");
        return new RegExp(`^${form}$`, "i").test(value);
    });
}

/** A call of one AWS service to another, as the policy of the called resource sees it. */
export interface ServiceCall {
    /** Principal, such as `s3.amazonaws.com`. */
    readonly service: string;
    readonly action: string;
    /** ARN of the called resource. */
    readonly resource: string;
    /** ARN of the resource on whose behalf the service calls, and its account. */
    readonly sourceArn: string;
    readonly sourceAccount: string;
}

/**
 * Whether a policy of a resource admits a call of a service. Of the conditions those on `aws:SourceArn`, `aws:SourceAccount` and TLS
 * are evaluated; others count as met.
 */
export function admitsService(policy: PropertyValue | undefined, call: ServiceCall): boolean {
    const matching = statementsOf(policy).filter(
        ({ Principal, Action, Resource, Condition }) =>
            (Principal === "*" || covers(mapOf(Principal).Service ?? mapOf(Principal).AWS, call.service)) &&
            covers(Action, call.action) &&
            covers(Resource, call.resource) &&
            meets(mapOf(Condition), call),
    );
    return matching.some(({ Effect }) => Effect === "Allow") && !matching.some(({ Effect }) => Effect === "Deny");
}

function meets(conditions: PropertyMap, { sourceArn, sourceAccount }: ServiceCall): boolean {
    const known: Readonly<Record<string, string>> = { "aws:sourcearn": sourceArn, "aws:sourceaccount": sourceAccount };
    return Object.entries(conditions).every(([operator, tests]) =>
        Object.entries(mapOf(tests)).every(([key, patterns]) => {
            // A service calls by TLS.
            if (key.toLowerCase() === "aws:securetransport") return stringsOf(patterns).includes("true");
            const value = known[key.toLowerCase()];
            return value === undefined || covers(patterns, value) !== operator.includes("Not");
        }),
    );
}

function parsed(json: string): PropertyMap {
    try {
        return mapOf(JSON.parse(json) as PropertyValue);
    } catch {
        return {};
    }
}
