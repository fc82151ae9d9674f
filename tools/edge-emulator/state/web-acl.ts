/** The part of a request that a statement inspects; `unknown` for one that the emulator does not evaluate. */
export type Field =
    | { readonly kind: "header" | "argument" | "cookie"; readonly name: string }
    | { readonly kind: "path" | "query" | "method" | "body" | "arguments" | "headers" | "cookies" | "unknown" };

/** A field with the transformations that are applied to it, in order. */
export interface Inspected {
    readonly field: Field;
    readonly transformations: readonly string[];
}

/** The parts of a request by which a rate rule counts. */
export type Aggregation =
    | { readonly kind: "address" | "all" | "forwarded address" }
    | { readonly kind: "keys"; readonly keys: readonly (Inspected | "address" | "forwarded address" | "method")[] };

/** A rule of a managed rule group whose action the web ACL replaces. */
export interface ActionOverride {
    readonly rule: string;
    readonly action: Action;
}

/** The condition of a rule. */
export type Statement =
    | { readonly kind: "and" | "or"; readonly statements: readonly Statement[] }
    | { readonly kind: "not"; readonly statement: Statement }
    | ({ readonly kind: "bytes"; readonly constraint: string; readonly text: string } & Inspected)
    | ({ readonly kind: "regex"; readonly pattern: string } & Inspected)
    | ({ readonly kind: "size"; readonly operator: string; readonly bytes: number } & Inspected)
    | { readonly kind: "addresses"; readonly ranges: readonly string[] }
    | { readonly kind: "countries"; readonly codes: readonly string[] }
    | { readonly kind: "label"; readonly scope: "LABEL" | "NAMESPACE"; readonly key: string }
    | {
          readonly kind: "rate";
          readonly limit: number;
          readonly seconds: number;
          readonly aggregation: Aggregation;
          readonly scope?: Statement;
      }
    | {
          readonly kind: "managed";
          readonly group: string;
          readonly overrides: readonly ActionOverride[];
          readonly scope?: Statement;
      }
    /** A statement that the emulator does not evaluate: it matches no request. */
    | { readonly kind: "unknown"; readonly name: string };

/** The fate of a request that a rule matches. */
export type Action =
    | { readonly kind: "allow" | "count" }
    | {
          readonly kind: "block";
          /** The response in place of the 403 that the protected resource sends. */
          readonly response?: BlockedResponse;
      };

/** A response that a web ACL defines for blocked requests. */
export interface BlockedResponse {
    readonly status: number;
    readonly headers: readonly (readonly [name: string, value: string])[];
    readonly body?: { readonly contentType: string; readonly text: string };
}

/** A rule of a web ACL. */
export interface FirewallRule {
    readonly name: string;
    readonly priority: number;
    /** `group` for a rule group, whose rules have their actions; `count` counts the group as a whole. */
    readonly action: Action | { readonly kind: "group" };
    readonly labels: readonly string[];
    readonly statement: Statement;
}

/** A web ACL with the address ranges of its IP sets. */
export interface WebAcl {
    readonly name: string;
    readonly arn: string;
    /** In the order of their priorities. */
    readonly rules: readonly FirewallRule[];
    readonly defaultAction: Action;
}
