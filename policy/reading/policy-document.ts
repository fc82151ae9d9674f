import { containedIn, parseCidr, widestPrefix } from "./cidr";
import { parseDocumentText } from "./document-text";
import { type Plain, type Resource, UNKNOWN } from "./resource";
import { isList, isObject, type Path, pathText, type Reading, read } from "./value";

/** Whom a statement of a resource's policy allows: anyone, or an AWS service on behalf of any account. */
export type Admitted = "anyone" | "any account's service";

/** A statement that allows more than named callers. */
export interface OpenStatement {
    readonly admits: Admitted;
    /** Its place in a message: `statement 2 of policy`. */
    readonly place: string;
    /** Actions that it allows; empty if they cannot be read. */
    readonly actions: readonly string[];
}

/** Reads the statements of a policy document, which is JSON text, or an object in CloudFormation's terms. */
export function readStatements(resource: Resource, ...path: Path): Reading<readonly Plain[]> {
    const reading = read(resource.props, ...path);
    if (reading.state !== "known") return reading;
    const document = typeof reading.value === "string" ? parseDocumentText(reading.value) : reading.value;
    const value = isObject(document) ? listed(document.Statement ?? document.statement) : [];
    return value.length > 0
        ? { state: "known", path: reading.path, value }
        : { state: "invalid", path: reading.path, actual: "not a policy with statements" };
}

/**
 * Statements that allow anyone, or a service without the account or resource on whose behalf it acts. Deny statements are
 * not subtracted. A value that is not known counts as a name: it is an id or an ARN of something.
 * @param trustedCidrs public address blocks that count as one's own.
 */
export function openStatements(
    { path, value }: Reading<readonly Plain[]> & { readonly state: "known" },
    trustedCidrs: readonly string[],
): OpenStatement[] {
    return value.flatMap((statement, index) => {
        const admits = admittedBy(statement, trustedCidrs);
        if (admits === undefined || !isObject(statement)) return [];
        const actions = listed(statement.Action ?? statement.action).filter((action) => typeof action === "string");
        return [{ admits, actions, place: `statement ${index + 1} of ${pathText(path)}` }];
    });
}

function admittedBy(statement: Plain, trustedCidrs: readonly string[]): Admitted | undefined {
    if (!isObject(statement) || (statement.Effect ?? statement.effect) !== "Allow") return undefined;
    const principal = statement.Principal ?? statement.principal;
    const isOpen = principal === undefined || principal === null || principals(principal).includes("*");
    const isService = isObject(principal) && principals(principal.Service ?? principal.service ?? []).length > 0;
    if (!isOpen && !isService) return undefined;
    if (conditionsOf(statement.Condition ?? statement.condition).some((each) => isNarrow(each, trustedCidrs)))
        return undefined;
    return isOpen ? "anyone" : "any account's service";
}

// "*", { "AWS": "…" } or { "Service": ["…", "…"] }; an Allow with NotPrincipal, and so without a principal, is for anyone.
const principals = (principal: Plain): readonly Plain[] =>
    isObject(principal) ? Object.values(principal).flatMap(listed) : listed(principal);

interface Condition {
    readonly key: string;
    readonly values: readonly Plain[];
}

// `…IfExists` and `ForAllValues:` also hold for requests without the key, and negated operators admit all but a few
// (docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html).
const positive = /^(?:ForAnyValue:)?(?:StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike|IpAddress)$/i;

const conditionsOf = (condition: Plain | undefined): Condition[] =>
    isObject(condition)
        ? Object.entries(condition).flatMap(([operator, keys]) =>
              positive.test(operator) && isObject(keys)
                  ? Object.entries(keys).map(([key, value]) => ({ key: key.toLowerCase(), values: listed(value) }))
                  : [],
          )
        : [];

// Keys that identify a caller, its network, or the resource for which a service calls
// (docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html). SecureTransport, UserAgent, Referer and
// the like identify no one.
const identifying: ReadonlyMap<string, RegExp> = new Map([
    ...["aws:sourceaccount", "aws:sourceowner", "aws:principalaccount", "s3:dataaccesspointaccount"].map(
        (key) => [key, /^\d{12}$/] as const,
    ),
    // A bucket's ARN contains no account, but its name belongs to one account.
    ...["aws:sourcearn", "aws:principalarn", "s3:dataaccesspointarn"].map(
        (key) => [key, /^arn:[^:]*:(?:s3:::[^*?/]+(?:\/.*)?$|[^:]*:[^:]*:\d{12}:)/] as const,
    ),
    ...["orgid", "orgpaths"].flatMap((end) =>
        ["aws:principal", "aws:source"].map((start) => [`${start}${end}`, /^o-[^*?/]+(?:\/.*)?$/] as const),
    ),
    // "vpc-*" is every network, and "AROA*" every role; "AROA1234:*" is each session of one role
    // (docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html, "fixed" values).
    ...["aws:sourcevpc", "aws:sourcevpce"].map((key) => [key, /^[^*?]+$/] as const),
    ["aws:userid", /^[^*?:]+(?::.*)?$/],
]);

function isNarrow({ key, values }: Condition, trustedCidrs: readonly string[]): boolean {
    const isAddress = key === "aws:sourceip" || key === "aws:vpcsourceip";
    const pattern = identifying.get(key);
    if (values.length === 0 || (pattern === undefined && !isAddress)) return false;
    // One of several values suffices for a caller.
    return values.every((value) => {
        if (value === UNKNOWN) return true;
        return isAddress ? isNarrowBlock(String(value), trustedCidrs) : pattern?.test(String(value));
    });
}

function isNarrowBlock(text: string, trustedCidrs: readonly string[]): boolean {
    const block = parseCidr(text.includes("/") ? text : `${text}/${text.includes(":") ? 128 : 32}`);
    return block !== undefined && (block.prefix >= widestPrefix[block.family] || containedIn(block, trustedCidrs));
}

const listed = (value: Plain | undefined): readonly Plain[] =>
    value === undefined || value === null ? [] : isList(value) ? value : [value];
