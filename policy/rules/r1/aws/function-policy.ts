import { parseDocumentText } from "../../../reading/document-text";
import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import { type Plain, type Props, type Resource, resourceWith } from "../../../reading/resource";
import { isList, isObject, readString } from "../../../reading/value";
import { checkPermission } from "./function-permission";

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
