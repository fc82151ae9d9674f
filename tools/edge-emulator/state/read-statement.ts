import { z } from "zod";
import type { Aggregation, Field, Inspected, Statement } from "./web-acl";

/** Address ranges of the IP sets, by ARN. */
export type IpSets = ReadonlyMap<string, readonly string[]>;

const part = z.unknown();
const fieldForm = z.looseObject({
    singleHeader: z.object({ name: z.string() }).nullish(),
    singleQueryArgument: z.object({ name: z.string() }).nullish(),
});
// Which of the other parts is set is all that counts.
const simpleFields = {
    uriPath: "path",
    queryString: "query",
    method: "method",
    body: "body",
    jsonBody: "body",
    allQueryArguments: "arguments",
    headers: "headers",
    cookies: "cookies",
} as const;
const transformationsForm = z
    .array(z.object({ priority: z.number(), type: z.string() }))
    .nullish()
    .transform((all) => (all ?? []).sort((one, other) => one.priority - other.priority).map(({ type }) => type));
const inspectedForm = z
    .object({ fieldToMatch: fieldForm.nullish(), textTransformations: transformationsForm })
    .transform(
        ({ fieldToMatch, textTransformations: transformations }): Inspected => ({
            field: fieldToMatch ? readField(fieldToMatch) : { kind: "unknown" },
            transformations,
        }),
    );

function readField(given: z.output<typeof fieldForm>): Field {
    if (given.singleHeader) return { kind: "header", name: given.singleHeader.name.toLowerCase() };
    if (given.singleQueryArgument) return { kind: "argument", name: given.singleQueryArgument.name };
    const [, kind = "unknown" as const] =
        Object.entries(simpleFields).find(([name]) => given[name] !== undefined && given[name] !== null) ?? [];
    return { kind };
}

const keyForm = z.looseObject({
    header: z.object({ name: z.string(), textTransformations: transformationsForm }).nullish(),
    queryArgument: z.object({ name: z.string(), textTransformations: transformationsForm }).nullish(),
    cookie: z.object({ name: z.string(), textTransformations: transformationsForm }).nullish(),
});
const rateForm = z.object({
    limit: z.number(),
    evaluationWindowSec: z.number().default(300),
    aggregateKeyType: z.string().default("IP"),
    customKeys: z.array(keyForm).nullish(),
    scopeDownStatement: part.nullish(),
});

function readAggregation({ aggregateKeyType, customKeys }: z.output<typeof rateForm>): Aggregation | undefined {
    if (aggregateKeyType === "IP") return { kind: "address" };
    if (aggregateKeyType === "FORWARDED_IP") return { kind: "forwarded address" };
    if (aggregateKeyType === "CONSTANT") return { kind: "all" };
    const keys = (customKeys ?? []).map((key) => {
        const { header, queryArgument, cookie } = key;
        if (header)
            return {
                field: { kind: "header" as const, name: header.name.toLowerCase() },
                transformations: header.textTransformations,
            };
        if (queryArgument)
            return {
                field: { kind: "argument" as const, name: queryArgument.name },
                transformations: queryArgument.textTransformations,
            };
        if (cookie)
            return {
                field: { kind: "cookie" as const, name: cookie.name },
                transformations: cookie.textTransformations,
            };
        if (key.ip) return "address" as const;
        if (key.forwardedIp) return "forwarded address" as const;
        return key.httpMethod ? ("method" as const) : undefined;
    });
    const known = keys.filter((key) => key !== undefined);
    return known.length === keys.length ? { kind: "keys", keys: known } : undefined;
}

// `not` has one; the web ACL's type has a list of it, that of a single rule the statement (pulumi/pulumi-aws#4868).
const nested = z
    .object({ statements: z.array(part).nullish(), statement: part.nullish() })
    .transform(({ statements, statement }) => statements ?? (statement ? [statement] : []));
const managedForm = z.object({
    name: z.string(),
    ruleActionOverrides: z.array(z.object({ name: z.string(), actionToUse: z.looseObject({}) })).nullish(),
    scopeDownStatement: part.nullish(),
});
const bytesForm = z.object({ positionalConstraint: z.string(), searchString: z.string() });
const sizeForm = z.object({ comparisonOperator: z.string(), size: z.number() });

/** Reads each kind of statement that the emulator evaluates from its properties. */
const readers: Readonly<Record<string, (given: unknown, ipSets: IpSets) => Statement>> = {
    andStatement: (given, ipSets) => ({ kind: "and", statements: readAll(given, ipSets) }),
    orStatement: (given, ipSets) => ({ kind: "or", statements: readAll(given, ipSets) }),
    notStatement: (given, ipSets) => {
        const [statement = unknown("notStatement")] = readAll(given, ipSets);
        return { kind: "not", statement };
    },
    byteMatchStatement: (given) => {
        const { positionalConstraint: constraint, searchString: text } = bytesForm.parse(given);
        return { kind: "bytes", constraint, text, ...inspectedForm.parse(given) };
    },
    regexMatchStatement: (given) => {
        const { regexString: pattern } = z.object({ regexString: z.string() }).parse(given);
        return { kind: "regex", pattern, ...inspectedForm.parse(given) };
    },
    sizeConstraintStatement: (given) => {
        const { comparisonOperator: operator, size: bytes } = sizeForm.parse(given);
        return { kind: "size", operator, bytes, ...inspectedForm.parse(given) };
    },
    ipSetReferenceStatement: (given, ipSets) => {
        const { arn } = z.object({ arn: z.string() }).parse(given);
        return { kind: "addresses", ranges: ipSets.get(arn) ?? [] };
    },
    geoMatchStatement: (given) => ({
        kind: "countries",
        codes: z.object({ countryCodes: z.array(z.string()) }).parse(given).countryCodes,
    }),
    labelMatchStatement: (given) => ({
        kind: "label",
        ...z.object({ scope: z.enum(["LABEL", "NAMESPACE"]), key: z.string() }).parse(given),
    }),
    rateBasedStatement: (given, ipSets) => {
        const read = rateForm.parse(given);
        const aggregation = readAggregation(read);
        if (aggregation === undefined) return unknown("rateBasedStatement with another key");
        const { limit, evaluationWindowSec: seconds } = read;
        return { kind: "rate", limit, seconds, aggregation, ...scopeOf(read, ipSets) };
    },
    managedRuleGroupStatement: (given, ipSets) => {
        const read = managedForm.parse(given);
        const overrides = (read.ruleActionOverrides ?? []).map(({ name: rule, actionToUse }) => ({
            rule,
            action: { kind: actionToUse.count ? "count" : actionToUse.allow ? "allow" : "block" } as const,
        }));
        return { kind: "managed", group: read.name, overrides, ...scopeOf(read, ipSets) };
    },
};

function scopeOf({ scopeDownStatement }: { readonly scopeDownStatement?: unknown }, ipSets: IpSets) {
    return scopeDownStatement ? { scope: readStatement(scopeDownStatement, ipSets) } : {};
}

function readAll(given: unknown, ipSets: IpSets): Statement[] {
    return nested.parse(given).map((each) => readStatement(each, ipSets));
}

const unknown = (name: string): Statement => ({ kind: "unknown", name });

/** Reads a statement of a web ACL's rule; one that the emulator does not evaluate becomes `unknown`. */
export function readStatement(given: unknown, ipSets: IpSets): Statement {
    const entries = Object.entries(z.looseObject({}).parse(given)).filter(
        ([, value]) => value !== undefined && value !== null,
    );
    const [name = "none", value] = entries[0] ?? [];
    return readers[name]?.(value, ipSets) ?? unknown(name);
}
