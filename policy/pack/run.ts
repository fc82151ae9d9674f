import { type PolicyName, policyInfo, type RuleId, rules } from "../contract/catalogue";
import { type RuleResult, together } from "../contract/rule";
import { defaultSettings, type Settings } from "../contract/settings";
import { forgetBodies } from "../gateway/body";
import type { Finding } from "../reading/finding";
import type { Resource, Stack } from "../reading/resource";
import type { Waived } from "../waivers/waive";
import type { PackReport } from "./report";
import { summarise } from "./summary";

/** What one policy said, about one resource or about the stack, and what of it is waived. */
interface Verdict {
    readonly policy: PolicyName;
    readonly result: RuleResult;
    readonly waived: readonly Waived[];
}

/**
 * What one run of the engine has shown so far: inputs of resources and what policies said. One process may see
 * several runs, a preview and then an update; the first resource after a stack was judged begins the next.
 */
export class Run {
    private readonly inputs = new Map<string, { readonly resource: Resource; readonly position: number }>();
    private readonly byResource = new Map<string, Map<PolicyName, Verdict>>();
    private readonly byStack = new Map<PolicyName, Verdict>();
    private joined: { readonly stack: Stack; readonly position: number } | undefined;
    private readonly settings = new Map<RuleId, Settings>();

    constructor() {
        forgetBodies();
    }

    /**
     * Keeps a resource's inputs. Policies are asked in the order of their positions, so an earlier or equal position
     * means that the engine shows the resource anew.
     */
    resource(urn: string, position: number, convert: () => Resource): Resource {
        if (this.byStack.size > 0) this.begin();
        const before = this.inputs.get(urn);
        const resource = before && before.position < position ? before.resource : convert();
        this.inputs.set(urn, { resource, position });
        return resource;
    }

    /** Keeps the joined stack for the policies after the one that asks first. */
    stack(position: number, convert: () => Stack): Stack {
        const { joined } = this;
        const stack = joined && joined.position < position ? joined.stack : convert();
        this.joined = { stack, position };
        return stack;
    }

    /** Inputs of a resource, if the engine showed them. */
    inputsOf(urn: string): Resource | undefined {
        return this.inputs.get(urn)?.resource;
    }

    /** Remembers what a policy said about a resource. */
    checkedResource(urn: string, verdict: Verdict, settings: Settings): void {
        const verdicts = this.byResource.get(urn) ?? new Map<PolicyName, Verdict>();
        verdicts.set(verdict.policy, verdict);
        this.byResource.set(urn, verdicts);
        this.settings.set(policyInfo(verdict.policy).ruleId, settings);
    }

    /** Remembers what a policy said about the stack. */
    checkedStack(verdict: Verdict, settings: Settings): void {
        this.byStack.set(verdict.policy, verdict);
        this.settings.set(policyInfo(verdict.policy).ruleId, settings);
    }

    /** What was waived so far, at the given resources and in the stack. */
    waived(urns: ReadonlySet<string>): Waived[] {
        return this.verdicts(urns).flatMap(({ waived }) => waived);
    }

    /** What was judged of the given resources, and of the stack. */
    report(urns: ReadonlySet<string>): PackReport {
        const verdicts = this.verdicts(urns);
        return {
            rules: ruleIds.map((id) =>
                ruleReport(
                    id,
                    verdicts.filter(({ policy }) => policyInfo(policy).ruleId === id),
                    this.settings.get(id) ?? defaultSettings,
                ),
            ),
        };
    }

    // A resource that the stack does not hold was replaced or never came to be.
    private verdicts(urns: ReadonlySet<string>): Verdict[] {
        const ofResources = [...this.byResource].filter(([urn]) => urns.has(urn));
        return [...ofResources.flatMap(([, verdicts]) => [...verdicts.values()]), ...this.byStack.values()];
    }

    private begin(): void {
        this.inputs.clear();
        this.byResource.clear();
        this.byStack.clear();
        this.settings.clear();
        this.joined = undefined;
        forgetBodies();
    }
}

const ruleIds = Object.keys(rules) as RuleId[];

function ruleReport(id: RuleId, verdicts: readonly Verdict[], settings: Settings): PackReport["rules"][number] {
    const { counts } = together(verdicts.map(({ result }) => result));
    const findings = verdicts.flatMap(({ policy, result }) =>
        result.findings.map((finding) => ({ policy, ...finding })),
    );
    const waived = verdicts.flatMap((verdict) =>
        verdict.waived.map(({ finding, waiver: { reason, owner, expires } }) => ({
            policy: verdict.policy,
            ...finding,
            reason,
            owner,
            expires,
        })),
    );
    const checked = summarise(id, counts, settings);
    return { id, checked, counts, findings: sorted(findings), waived: sorted(waived) };
}

/** Puts findings into an order that does not depend on when the engine showed which resource. */
export function sorted<T extends Finding>(findings: readonly T[]): T[] {
    return [...findings].sort((left, right) => compare(left.urn, right.urn) || compare(left.message, right.message));
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
