import { parseDocumentText } from "../../../reading/document-text";
import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import type { Resource } from "../../../reading/resource";
import { isList, readBoolean, readString } from "../../../reading/value";

/** Policies of OpenSearch Serverless; those of type `network` determine who can reach its collections. */
export const networkPolicyTypes: ReadonlySet<string> = new Set([
    "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy",
]);

/**
 * Checks that a network policy admits only VPC endpoints and AWS services; `AllowFromPublic` admits the internet
 * (Amazon OpenSearch Service Developer Guide, "Network access for Amazon OpenSearch Serverless").
 */
export function checkNetworkPolicy(resource: Resource): Finding[] {
    const type = readString(resource.props, "type");
    if (type.state !== "known") return [unknownValueFinding(resource, type)];
    if (type.value === "encryption") return [];
    const policy = readString(resource.props, "policy");
    if (policy.state === "unknown")
        return [
            unknownValueFinding(
                resource,
                policy,
                "write the policy with constants; the id of a new VPC endpoint needs a second update",
            ),
        ];
    const rules = policy.state === "known" ? parseDocumentText(policy.value) : undefined;
    const isPrivate = isList(rules) && rules.every((rule) => !mayAdmitAll(readBoolean(rule, "AllowFromPublic")));
    if (isPrivate) return [];
    return [
        finding(resource, {
            actual: "policy admits the internet to its collections, or cannot be read",
            expected: "collections that only VPC endpoints and named services can reach",
            change: "set AllowFromPublic to false in each of its rules, and name SourceVPCEs",
        }),
    ];
}

const mayAdmitAll = (admitted: ReturnType<typeof readBoolean>): boolean =>
    admitted.state === "known" ? admitted.value : admitted.state !== "absent";
