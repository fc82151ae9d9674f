import { z } from "zod";
import { type Policy, readPolicy } from "../../gateway-emulator/authorization/policy";
import type { RequestAuthorizer } from "../state/deployed-http-api";

/** The result of an authorizer's function: one for all routes, or a policy that is evaluated for each. */
export interface AuthorizerResult {
    readonly decision: boolean | Policy;
    /** As the function returned it: strings, numbers, booleans, lists and objects. */
    readonly context: Readonly<Record<string, unknown>>;
    readonly principalId?: string;
}

const context = z
    .record(z.string(), z.unknown())
    .nullish()
    .transform((values) => values ?? {});
const simpleForm = z.object({ isAuthorized: z.boolean(), context });
const policyForm = z.object({ principalId: z.string(), policyDocument: z.unknown(), context });

/**
 * Reads the result of an authorizer's function: a simple response if these are enabled, else an IAM policy
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html#http-api-lambda-authorizer.payload-format-response).
 * @returns a string that says what is not valid.
 */
export function readAuthorizerResult(payload: string, authorizer: RequestAuthorizer): AuthorizerResult | string {
    const result: unknown = JSON.parse(payload);
    if (authorizer.enableSimpleResponses && authorizer.payloadFormatVersion === "2.0") {
        const { data, error } = simpleForm.safeParse(result);
        return data ? { decision: data.isAuthorized, context: data.context } : z.prettifyError(error);
    }
    const { data, error } = policyForm.safeParse(result);
    if (error) return z.prettifyError(error);
    try {
        const { principalId, policyDocument, context: values } = data;
        return { decision: readPolicy(policyDocument), context: values, principalId };
    } catch (failure) {
        if (failure instanceof z.ZodError) return `policyDocument: ${z.prettifyError(failure)}`;
        throw failure;
    }
}
