import { headerValues } from "../../gateway-emulator/http/message";
import type { Action, Aggregation, BlockedResponse, FirewallRule, Statement, WebAcl } from "../state/web-acl";
import { type InspectedRequest, inspectedValues } from "./inspected-request";
import { managedGroups } from "./managed-rules";
import { matchesRequest } from "./matching";
import type { RateCounters } from "./rate-counters";
import { isEvaluated } from "./unevaluated";

/** The decision of a web ACL about a request. */
export interface Verdict {
    readonly isBlocked: boolean;
    /** Name of the rule that decided; absent for the default action. */
    readonly rule?: string;
    /** Response in place of the usual one to a blocked request. */
    readonly response?: BlockedResponse;
}

/** Why a web ACL blocked a request, for a developer. */
export function explanationOf({ rule }: Verdict, acl: string): string {
    return `${rule === undefined ? "the default action" : `the rule ${rule}`} of ${acl} blocked the request`;
}

interface Inspection {
    readonly request: InspectedRequest;
    readonly rule: string;
    readonly labels: Set<string>;
}

/** Evaluates the rules of a web ACL as AWS WAF does: by priority, until one allows or blocks the request. */
export class Firewall {
    private readonly rules: readonly FirewallRule[];

    constructor(
        private readonly acl: WebAcl,
        private readonly counters: RateCounters,
    ) {
        this.rules = acl.rules.filter(({ statement }) => isEvaluated(statement));
    }

    /** Decides about a request, and counts it for the rate rules that it reaches. */
    check(request: InspectedRequest): Verdict {
        const labels = new Set<string>();
        for (const rule of this.rules) {
            const verdict = this.evaluate(rule, { request, rule: rule.name, labels });
            if (verdict !== undefined) return verdict;
        }
        return verdictOf(this.acl.defaultAction);
    }

    private evaluate({ name, action, statement, labels }: FirewallRule, inspection: Inspection): Verdict | undefined {
        if (statement.kind === "managed") {
            const verdict = this.evaluateGroup(statement, inspection);
            return action.kind === "group" && verdict ? { ...verdict, rule: `${name}: ${verdict.rule}` } : undefined;
        }
        if (!this.matches(statement, inspection)) return undefined;
        for (const label of labels) inspection.labels.add(`${this.namespace()}:${label}`);
        if (action.kind === "group" || action.kind === "count") return undefined;
        return { ...verdictOf(action), rule: name };
    }

    private evaluateGroup(
        { group, overrides, scope }: Extract<Statement, { kind: "managed" }>,
        inspection: Inspection,
    ): Verdict | undefined {
        if (scope !== undefined && !this.matches(scope, inspection)) return undefined;
        const { namespace, rules = [] } = managedGroups[group] ?? {};
        for (const { name, label, matches } of rules) {
            if (!matches(inspection.request)) continue;
            inspection.labels.add(`${namespace}:${label}`);
            const action = overrides.find(({ rule }) => rule === name)?.action ?? { kind: "block" };
            if (action.kind !== "count") return { ...verdictOf(action), rule: name };
        }
        return undefined;
    }

    private matches(statement: Statement, inspection: Inspection): boolean {
        switch (statement.kind) {
            case "and":
                return statement.statements.every((each) => this.matches(each, inspection));
            case "or":
                return statement.statements.some((each) => this.matches(each, inspection));
            case "not":
                return !this.matches(statement.statement, inspection);
            case "label":
                return this.hasLabel(statement.scope, statement.key, inspection.labels);
            case "rate":
                return this.exceeds(statement, inspection);
            case "managed":
            case "unknown":
                return false;
            default:
                return matchesRequest(statement, inspection.request);
        }
    }

    private exceeds(
        { limit, seconds, aggregation, scope }: Extract<Statement, { kind: "rate" }>,
        inspection: Inspection,
    ): boolean {
        if (scope !== undefined && !this.matches(scope, inspection)) return false;
        const instance = instanceOf(aggregation, inspection.request);
        if (instance === undefined) return false;
        return this.counters.exceeds(JSON.stringify([this.acl.arn, inspection.rule, instance]), limit, seconds);
    }

    // A key without a namespace names a label of the same web ACL
    // (docs.aws.amazon.com/waf/latest/developerguide/waf-rule-label-match-examples.html).
    private hasLabel(scope: "LABEL" | "NAMESPACE", key: string, labels: ReadonlySet<string>): boolean {
        const full = key.startsWith("awswaf:") ? key : `${this.namespace()}:${key}`;
        return [...labels].some((label) => (scope === "LABEL" ? label === full : label.startsWith(full)));
    }

    private namespace(): string {
        const [, , , , account = ""] = this.acl.arn.split(":");
        return `awswaf:${account}:webacl:${this.acl.name}`;
    }
}

function verdictOf(action: Action): Verdict {
    if (action.kind !== "block") return { isBlocked: false };
    return { isBlocked: true, ...(action.response && { response: action.response }) };
}

// A request that lacks a part of the key is not counted (docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html).
function instanceOf(aggregation: Aggregation, request: InspectedRequest): readonly string[] | undefined {
    const forwarded = () => headerValues(request.headers, "x-forwarded-for")[0]?.split(",")[0]?.trim();
    const keys: readonly (string | undefined)[] =
        aggregation.kind === "keys"
            ? aggregation.keys.map((key) => {
                  if (key === "address") return request.sourceIp;
                  if (key === "forwarded address") return forwarded();
                  if (key === "method") return request.method;
                  return inspectedValues(key, request)[0];
              })
            : [{ address: request.sourceIp, all: "", "forwarded address": forwarded() }[aggregation.kind]];
    const known = keys.filter((key) => key !== undefined);
    return known.length === keys.length ? known : undefined;
}
