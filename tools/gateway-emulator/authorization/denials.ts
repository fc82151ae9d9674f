import { GatewayError } from "../errors/gateway-error";
import type { Verdict } from "./policy";
import { invokeAction } from "./resource-policy";

/** A call that credentials are missing for, or that an authorizer rejects. */
export function unauthorized(explanation: string, message?: string): GatewayError {
    return new GatewayError("UNAUTHORIZED", message, explanation);
}

/** The error for an authorizer that cannot be called, or whose result is not valid. */
export function misconfigured(explanation: string): GatewayError {
    return new GatewayError("AUTHORIZER_CONFIGURATION_ERROR", undefined, explanation);
}

/**
 * The error for a call that the policy of a Lambda authorizer denies. Wording seen on AWS in 2026 (bold and kushki clients, USPTO's
 * API); until 2025 it ended after "resource", or with "with an explicit deny".
 */
export function deniedByAuthorizer(verdict: Verdict, resource: string): GatewayError {
    const message = `User is not authorized to access this resource ${reasonOf(verdict, "identity")}`;
    return denied(message, `the authorizer's policy does not allow ${resource}`);
}

/**
 * The error for a call that a resource policy denies, or the policies of an IAM caller. All but the last four digits of the account
 * are masked (seen on AWS: pulumi and SAM users' issues; wording of 2025).
 * @param user ARN of the caller. Default: an anonymous one.
 */
export function deniedByPolicy(
    verdict: Verdict,
    resource: string,
    kind: "identity" | "resource",
    user = "anonymous",
): GatewayError {
    const masked = resource.replace(/:\d{8}(\d{4}):/, ":********$1:");
    const message = `User: ${user} is not authorized to perform: ${invokeAction} on resource: ${masked} ${reasonOf(verdict, kind)}`;
    return denied(message, `the ${kind === "identity" ? "caller's" : "API's"} policy does not allow ${resource}`);
}

function denied(message: string, explanation: string): GatewayError {
    return new GatewayError("ACCESS_DENIED", message, explanation, undefined, undefined, "AccessDeniedException");
}

function reasonOf(verdict: Verdict, kind: "identity" | "resource"): string {
    const policy = kind === "identity" ? "identity-based" : "resource-based";
    return verdict === "deny"
        ? `with an explicit deny in a${kind === "identity" ? "n" : ""} ${policy} policy`
        : `because no ${policy} policy allows the ${invokeAction} action`;
}
