import { parseDocumentText } from "../../../reading/document-text";
import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import { type Plain, type Props, type Resource, resourceWith } from "../../../reading/resource";
import { describeReading, isList, isObject, knownValue, read, readString } from "../../../reading/value";
import { loadBalancerService } from "../load-balancing/attachment-table";
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

/** Policy documents that determine who may invoke a function. */
export const functionPolicyTypes: ReadonlySet<string> = new Set(["aws:lambda/resourcePolicy:ResourcePolicy"]);

/**
 * Checks each Allow statement like a permission; conditions that are not recognised are ignored
 * (docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html).
 */
export function checkFunctionPolicy(resource: Resource): Finding[] {
    const text = readString(resource.props, "policy");
    if (text.state !== "known")
        return [unknownValueFinding(resource, text, "use an aws.lambda.Permission, whose source may be unknown")];
    const document = parseDocumentText(text.value);
    const statements = isObject(document) ? listed(document.Statement) : [];
    if (statements.length === 0)
        return [
            unknownValueFinding(resource, {
                state: "invalid",
                path: text.path,
                actual: "not a policy with statements",
            }),
        ];
    const open = statements.findIndex((statement) => !isNarrow(resource, statement));
    if (open < 0) return [];
    return [
        finding(resource, {
            actual: `statement ${open + 1} of policy allows anyone, or a service on behalf of any account, to invoke the function`,
            expected: "named principals, and for a service the resource or account on whose behalf it acts",
            change: `name the principal in statement ${open + 1}, and for a service aws:SourceArn or aws:SourceAccount in StringEquals or ArnLike`,
        }),
    ];
}

function isNarrow(resource: Resource, statement: Plain): boolean {
    if (!isObject(statement)) return false;
    if (statement.Effect === "Deny") return true;
    const callers = callersOf(statement.Principal);
    const props = conditions(statement.Condition);
    // Any one of several sources suffices for a caller.
    const sources = listed(props.sourceArn ?? "");
    const exposes = (principal: Plain, sourceArn: Plain) =>
        checkPermission(resourceWith(resource, { props: { ...props, principal, sourceArn }, ignoreChanges: [] }))
            .length > 0;
    return callers.length > 0 && !callers.some((caller) => sources.some((source) => exposes(caller, source)));
}

// "*", { "AWS": "…" } or { "Service": ["…", "…"] }; an Allow without a principal, or with NotPrincipal, applies to
// anyone.
const callersOf = (principal: Plain | undefined): readonly Plain[] =>
    isObject(principal) ? Object.values(principal).flatMap(listed) : listed(principal);

const names: ReadonlyMap<string, string> = new Map([
    ["aws:sourcearn", "sourceArn"],
    ["aws:sourceaccount", "sourceAccount"],
    ["aws:principalorgid", "principalOrgId"],
    ["lambda:eventsourcetoken", "eventSourceToken"],
    ["lambda:functionurlauthtype", "functionUrlAuthType"],
    ["lambda:invokedviafunctionurl", "invokedViaFunctionUrl"],
]);

function conditions(condition: Plain | undefined): Props {
    if (!isObject(condition)) return {};
    const narrowing = Object.entries(condition).flatMap(([operator, keys]) =>
        /^(?:StringEquals|ArnLike|ArnEquals|Bool)$/.test(operator) && isObject(keys) ? Object.entries(keys) : [],
    );
    return Object.fromEntries(
        narrowing.flatMap(([key, value]) => {
            const name = names.get(key.toLowerCase());
            return name === undefined ? [] : [[name, value]];
        }),
    );
}

const listed = (value: Plain | undefined): readonly Plain[] =>
    value === undefined || value === null ? [] : isList(value) ? value : [value];
