import { isObject } from "../../../../openapi/raw-value";
import type { Rejection } from "../../resources/rejection";
import { hasUnknowns, type PropertyValue, text } from "../../state/property-values";
import { listOf, objectOf, restApi } from "./imported-document";

const maxLength = 8_192;

/** Resource policies of REST APIs that API Gateway rejects. */
export const resourcePolicies: readonly Rejection[] = [
    {
        what: "a resource policy that is not one, or has a statement without a principal",
        type: restApi,
        on: ["create", "update"],
        source: "aws/chalice#2065",
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { policy } }) =>
            isAbsent(policy) || isPolicy(text(policy))
                ? undefined
                : "BadRequestException: Invalid policy document. Please check the policy syntax and ensure that Principals are valid.",
    },
    {
        what: `a resource policy of more than ${maxLength} characters`,
        type: restApi,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html",
        verbatim: false,
        atPreview: true,
        reject: ({ properties: { policy } }) => {
            const length = isAbsent(policy) ? 0 : text(policy).length;
            return length > maxLength
                ? `LimitExceededException: the resource policy has ${length} characters, more than ${maxLength}`
                : undefined;
        },
    },
];

// Or not known yet.
function isAbsent(policy: PropertyValue | undefined): boolean {
    return policy === undefined || hasUnknowns(policy) || text(policy) === "";
}

function isPolicy(given: string): boolean {
    try {
        const { Statement } = objectOf(JSON.parse(given));
        const statements = isObject(Statement) ? [Statement] : listOf(Statement);
        return statements.length > 0 && statements.every((each) => objectOf(each).Principal !== undefined);
    } catch {
        return false;
    }
}
