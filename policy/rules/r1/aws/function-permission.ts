import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import type { Resource } from "../../../reading/resource";
import { describeReading, knownValue, read, readString } from "../../../reading/value";
import { loadBalancerService } from "../load-balancing/attachment-values";
import type { Condition, EndpointService } from "./endpoint-table";
import { checkEndpoint } from "./public-services";

/** Permissions to invoke a function. */
export const permissionTypes: ReadonlySet<string> = new Set(["aws:lambda/permission:Permission"]);

/** Properties that determine who may invoke the function. */
export const permissionPaths = [
    "principal",
    "action",
    "functionUrlAuthType",
    "invokedViaFunctionUrl",
    "sourceArn",
    "sourceAccount",
    "principalOrgId",
    "eventSourceToken",
];

const functionUrl: readonly Condition[] = [
    { path: ["functionUrlAuthType"], values: "set" },
    { path: ["invokedViaFunctionUrl"], values: [true] },
    // docs.aws.amazon.com/lambda/latest/dg/urls-auth.html: the action that only function URLs require.
    { path: ["action"], values: ["lambda:InvokeFunctionUrl"] },
];
const anyone: EndpointService = {
    because: "it allows anyone, or a function URL, to invoke the function",
    change: 'set principal to "apigateway.amazonaws.com" and sourceArn to the API, and no function URL',
    publicIf: [{ path: ["principal"], values: ["*"] }, ...functionUrl],
};
// Any principal of one organization, which IAM verifies
// (docs.aws.amazon.com/lambda/latest/dg/permissions-function-organization.html).
const member: EndpointService = { ...anyone, publicIf: functionUrl };

// sns.amazonaws.com, logs.eu-west-1.amazonaws.com, s3.amazonaws.com.cn, alexa-appkit.amazon.com; never an account or a role.
const service = /^(?!arn:).*\.amazon(?:aws)?\.com(?:\.cn)?$/i;
const alexa = /\.amazon\.com$/i;

// A bucket's ARN contains no account, but its name belongs to one account.
const ownedArn = /^arn:[^:]*:(?:s3:::[^*?/]+(?:\/.*)?$|[^:]*:[^:]*:\d{12}:)/;

/**
 * Checks that a permission names who may invoke the function: an account, a role, or a service on behalf of one
 * resource or account. Without a source, other accounts may use the service
 * (docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html).
 */
export function checkPermission(permission: Resource): Finding[] {
    const open = checkEndpoint(permission, isGiven(permission, "principalOrgId") ? member : anyone);
    if (open.length > 0) return open;
    const principal = knownValue(readString(permission.props, "principal")) ?? "";
    if (!service.test(principal)) return [];
    const sources = ["sourceAccount", "principalOrgId", ...(alexa.test(principal) ? ["eventSourceToken"] : [])];
    const arn = readString(permission.props, "sourceArn");
    const isOwned = sources.some((key) => isGiven(permission, key));
    if (isOwned && principal.toLowerCase() === loadBalancerService && !isGiven(permission, "sourceArn"))
        return [fromAnyBalancer(permission)];
    if (isOwned) return [];
    if (arn.state === "unknown" || (arn.state === "known" && ownedArn.test(arn.value))) return [];
    if (arn.state === "invalid") return [unknownValueFinding(permission, arn)];
    return [
        finding(permission, {
            actual: `sourceArn is ${describeReading(arn)} and sourceAccount is absent, so "${principal}" may invoke the function for any account`,
            expected: "a service that invokes the function for one resource or one account",
            change: alexa.test(principal)
                ? "set eventSourceToken to the skill's id"
                : "set sourceArn to the resource that invokes the function, or sourceAccount to your account",
        }),
    ];
}

const fromAnyBalancer = (permission: Resource): Finding =>
    finding(permission, {
        actual: "sourceArn is absent, so any load balancer of the account may invoke the function, and it may face the internet",
        expected: "a target group in this program, so that its load balancer is checked",
        change: "set sourceArn from the target group",
    });

// The provider treats an empty string as absent; an unknown source counts as given.
function isGiven(permission: Resource, key: string): boolean {
    const reading = read(permission.props, key);
    return reading.state !== "absent" && !(reading.state === "known" && reading.value === "");
}
