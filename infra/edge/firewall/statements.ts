import type * as pulumi from "@pulumi/pulumi";

const textTransformations = [{ priority: 0, type: "NONE" }] as const;
type TextTransformations = typeof textTransformations;

/**
 * A statement of AWS WAF as `aws.wafv2.WebAcl` takes it: those that this project's rules consist of.
 *
 * The type of `notStatement` in @pulumi/aws 7.48 is that of another resource, `aws.wafv2.WebAclRule`, and has one `statement`;
 * a web ACL takes a list of one (hashicorp/terraform-provider-aws, internal/service/wafv2/schemas.go, `statementSchema`;
 * pulumi/pulumi-aws#4868). `and`, `or` and `not` can be nested three deep there.
 */
export type Statement =
    | { readonly ipSetReferenceStatement: { readonly arn: pulumi.Input<string> } }
    | { readonly geoMatchStatement: { readonly countryCodes: string[] } }
    | {
          readonly byteMatchStatement: {
              readonly fieldToMatch: { uriPath: Record<string, never> } | { singleHeader: { name: string } };
              readonly positionalConstraint: "EXACTLY" | "STARTS_WITH";
              readonly searchString: pulumi.Input<string>;
              readonly textTransformations: TextTransformations;
          };
      }
    | {
          readonly sizeConstraintStatement: {
              readonly comparisonOperator: "GT";
              readonly size: number;
              readonly fieldToMatch: { body: { oversizeHandling: "MATCH" } };
              readonly textTransformations: TextTransformations;
          };
      }
    | { readonly labelMatchStatement: { readonly scope: "LABEL"; readonly key: string } }
    | {
          readonly rateBasedStatement: {
              readonly limit: number;
              readonly evaluationWindowSec: number;
              readonly aggregateKeyType: "IP" | "CUSTOM_KEYS";
              readonly customKeys?: { header: { name: string; textTransformations: TextTransformations } }[];
          };
      }
    | {
          readonly managedRuleGroupStatement: {
              readonly vendorName: "AWS";
              readonly name: string;
              readonly ruleActionOverrides?: { name: string; actionToUse: { count: Record<string, never> } }[];
          };
      }
    | { readonly andStatement: { readonly statements: Statement[] } }
    | { readonly orStatement: { readonly statements: Statement[] } }
    | { readonly notStatement: { readonly statements: [Statement] } };

/** Matches requests that one of the statements matches; undefined without statements. AWS rejects an `or` of one statement. */
export function any(statements: Statement[]): Statement | undefined {
    return statements.length > 1 ? { orStatement: { statements } } : statements[0];
}

/** Matches requests that both statements match; the first one alone if there is no second one. */
export function both(first: Statement, second: Statement | undefined): Statement {
    return second === undefined ? first : { andStatement: { statements: [first, second] } };
}

/** Matches requests that a statement does not match. */
export function not(statement: Statement): Statement {
    return { notStatement: { statements: [statement] } };
}

/** Matches requests whose header has a value. @param name in lower case. */
export function headerIs(name: string, searchString: pulumi.Input<string>): Statement {
    return {
        byteMatchStatement: {
            fieldToMatch: { singleHeader: { name } },
            positionalConstraint: "EXACTLY",
            searchString,
            textTransformations,
        },
    };
}

/** Matches requests at a path such as `/Test/pictures`, and below it. */
export function atPath(path: string): Statement[] {
    const uriPath = (positionalConstraint: "EXACTLY" | "STARTS_WITH", searchString: string): Statement => ({
        byteMatchStatement: { fieldToMatch: { uriPath: {} }, positionalConstraint, searchString, textTransformations },
    });
    return [uriPath("EXACTLY", path), uriPath("STARTS_WITH", `${path}/`)];
}

/** Matches requests whose body has more bytes, or is longer than what AWS WAF reads of it. */
export function bodyLongerThan(size: number): Statement {
    const fieldToMatch = { body: { oversizeHandling: "MATCH" } } as const;
    return { sizeConstraintStatement: { comparisonOperator: "GT", size, fieldToMatch, textTransformations } };
}

/** Matches requests above a limit in a window: by address, or by the value of a header; requests without it are not counted. */
export function moreThan(
    { limit, seconds }: { readonly limit: number; readonly seconds: number },
    header?: string,
): Statement {
    const counted = { limit, evaluationWindowSec: seconds };
    if (header === undefined) return { rateBasedStatement: { ...counted, aggregateKeyType: "IP" } };
    const customKeys = [{ header: { name: header, textTransformations } }];
    return { rateBasedStatement: { ...counted, aggregateKeyType: "CUSTOM_KEYS", customKeys } };
}
