import { isObject } from "../../../../openapi/raw-value";
import type { Rejection } from "../../resources/rejection";
import { plain } from "../../state/property-values";
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
            isAbsent(policy) || isPolicy(textOf(policy))
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
            const length = isAbsent(policy) ? 0 : textOf(policy).length;
            return length > maxLength
                ? `LimitExceededException: the resource policy has ${length} characters, more than ${maxLength}`
                : undefined;
        },
    },
];

function isAbsent(policy: unknown): boolean {
    return policy === undefined || policy === "" || typeof plain(policy as never) !== "string";
}

function textOf(policy: unknown): string {
    return String(plain(policy as never));
}

function isPolicy(text: string): boolean {
    try {
        const { Statement } = objectOf(JSON.parse(text));
        const statements = isObject(Statement) ? [Statement] : listOf(Statement);
        return statements.length > 0 && statements.every((each) => objectOf(each).Principal !== undefined);
    } catch {
        return false;
    }
}
