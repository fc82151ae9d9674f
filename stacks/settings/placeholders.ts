import { isObject } from "../../openapi/raw-value";
import { withoutSecrets } from "./api-secrets";
import { settingProblem } from "./problems";

/** Kinds of sample values, which users replace with their own. */
export type PlaceholderKind = "domain" | "account" | "address";

/** How placeholders look, and what belongs in their place. */
export const placeholders: Readonly<Record<PlaceholderKind, { readonly pattern: RegExp; readonly want: string }>> = {
    // Reserved by RFC 2606.
    domain: {
        pattern: /(?<![\w-])example\.(com|net|org)(?![\w-])|(?<=\w\.)example(?=$|[:/])/,
        want: "your own domain",
    },
    // The accounts of AWS's documentation.
    account: { pattern: /(?<!\d)(123456789012|111122223333|444455556666)(?!\d)/, want: "your own account number" },
    // RFC 5737. EKS rejects them: "The following CIDRs are not allowed in publicAccessCidrs".
    address: {
        pattern: /^(192\.0\.2|198\.51\.100|203\.0\.113)(?=\.\d+(\/\d+)?$)/,
        want: "your own addresses",
    },
};

/**
 * Finds settings that still have the value of a sample, which `up` would deploy or AWS would reject.
 * @param values the values under `gatehouse:`, without that prefix.
 * @returns one line for each, with the value and what is wanted.
 */
export function placeholderProblems(values: unknown): string[] {
    return problemsWithin(isObject(values) ? withoutSecrets(values) : values, []);
}

function problemsWithin(values: unknown, path: readonly (string | number)[]): string[] {
    if (typeof values === "string") {
        return Object.values(placeholders).flatMap(({ pattern, want }) =>
            pattern.test(values) ? [settingProblem(path, values, `${want} in place of this placeholder`)] : [],
        );
    }
    if (Array.isArray(values)) return values.flatMap((value, index) => problemsWithin(value, [...path, index]));
    if (!isObject(values)) return [];
    return Object.entries(values).flatMap(([key, value]) => problemsWithin(value, [...path, key]));
}
