import type { PolicyInfo, PolicyName } from "../contract/policy";
import { combineResults, type RuleResult } from "../contract/result";
import { type RuleId, ruleIds } from "../contract/rules";
import { defaultSettings, type Settings } from "../contract/settings";
import { forgetBodies } from "../gateway/body";
import type { Cause, Finding } from "../reading/finding";
import { memoised } from "../reading/memo";
import type { Resource, Stack } from "../reading/resource";
import type { Waived } from "../waivers/waive";
import type { KeptPreview } from "./kept-preview";
import { KnownStack } from "./known-stack";
import type { PackReport, RuleReport } from "./report";
import { summarise } from "./summary";

/** Result of one policy for one resource or for the stack, with the findings that are waived. */
export interface Verdict {
    readonly policy: PolicyInfo;
    readonly result: RuleResult;
    readonly waived: readonly Waived[];
    /** URNs of the resources that would decide what is undecided, also without a warning. */
    readonly causes: readonly string[];
}

/**
 * State of one run of the engine: the inputs of the resources sent so far and the verdicts on them. One process may see
 * several runs, a preview and then an update; the first resource after a stack was checked starts the next run.
 */
export class Run {
    private readonly inputs = new Map<string, { readonly resource: Resource; readonly position: number }>();
    private readonly byResource = new Map<string, Map<PolicyName, Verdict>>();
    private readonly byStack = new Map<PolicyName, Verdict>();
    private joined: { readonly stack: Stack; readonly position: number } | undefined;
    private readonly settings = new Map<RuleId, Settings>();
    private readonly started = new Set<PolicyName>();
    private readonly causes = new Set<string>();
    private changes = 0;

    constructor() {
        forgetBodies();
    }

    /**
     * Returns the inputs of a resource, converted once for all policies. The engine calls policies in the order of their
     * positions, so an earlier or equal position means that it sent the resource again.
     */
    resource(urn: string, position: number, convert: () => Resource): Resource {
        if (this.byStack.size > 0) this.begin();
        const before = this.inputs.get(urn);
        const isShared = before !== undefined && before.position < position;
        const resource = isShared ? before.resource : convert();
        if (!isShared) this.changes++;
        this.inputs.set(urn, { resource, position });
        return resource;
    }

    /** Returns the stack, converted once for all policies. */
    stack(position: number, convert: () => Stack): Stack {
        const { joined } = this;
        const stack = joined && joined.position < position ? joined.stack : convert();
        this.joined = { stack, position };
        return stack;
    }

    /** The causes that the stack policies so far left undecided. */
    undecided(stack: Stack): KeptPreview {
        const causes = [...this.byStack].map(([name, own]) => [name, new Set(own.causes)] as const);
        return { stack, causes: new Map(causes.filter(([, urns]) => urns.size > 0)) };
    }

    /** Records that the engine called a policy, so that the configuration does not disable it. */
    start(policy: PolicyName): void {
        this.started.add(policy);
    }

    /** Policies that the engine has called in this run. */
    get policies(): ReadonlySet<PolicyName> {
        return this.started;
    }

    /** Whether a cause has not been reported in this run; it counts as reported from then on. */
    isFirst({ urn, what }: Cause): boolean {
        const key = `${urn}\n${what}`;
        if (this.causes.has(key)) return false;
        this.causes.add(key);
        return true;
    }

    /** Inputs of a resource, if the engine sent them. */
    readonly inputsOf = (urn: string): Resource | undefined => this.inputs.get(urn)?.resource;

    /** Inputs of all resources that the engine sent. */
    sent(): Resource[] {
        return [...this.inputs.values()].map(({ resource }) => resource);
    }

    /** Number of times that a resource was sent, in all runs. */
    get version(): number {
        return this.changes;
    }

    /** The stack of a preview as this run knows it by now, one object for all policies. */
    readonly known = memoised((preview: Stack) => new KnownStack(preview, this));

    /** Records a policy's verdict on a resource. */
    addResourceVerdict(urn: string, verdict: Verdict, settings: Settings): void {
        const verdicts = this.byResource.get(urn) ?? new Map<PolicyName, Verdict>();
        verdicts.set(verdict.policy.name, verdict);
        this.byResource.set(urn, verdicts);
        this.settings.set(verdict.policy.ruleId, settings);
    }

    /** Records a policy's verdict on the stack. */
    addStackVerdict(verdict: Verdict, settings: Settings): void {
        this.byStack.set(verdict.policy.name, verdict);
        this.settings.set(verdict.policy.ruleId, settings);
    }

    /** Findings waived so far, for the given resources and for the stack. */
    waived(urns: ReadonlySet<string>): Waived[] {
        return this.verdicts(urns).flatMap(({ waived }) => waived);
    }

    /** Report on the given resources and on the stack. */
    report(urns: ReadonlySet<string>): PackReport {
        const verdicts = this.verdicts(urns);
        const [{ preset } = defaultSettings] = this.settings.values();
        return {
            preset,
            rules: ruleIds.map((id) =>
                ruleReport(
                    id,
                    verdicts.filter(({ policy }) => policy.ruleId === id),
                    this.settings.get(id) ?? defaultSettings,
                ),
            ),
        };
    }

    // Resources that are not in the stack were replaced or never created.
    private verdicts(urns: ReadonlySet<string>): Verdict[] {
        const ofResources = [...this.byResource].filter(([urn]) => urns.has(urn));
        return [...ofResources.flatMap(([, verdicts]) => [...verdicts.values()]), ...this.byStack.values()];
    }

    private begin(): void {
        this.inputs.clear();
        this.byResource.clear();
        this.byStack.clear();
        this.settings.clear();
        this.started.clear();
        this.causes.clear();
        this.joined = undefined;
        forgetBodies();
    }
}

function ruleReport(id: RuleId, verdicts: readonly Verdict[], settings: Settings): RuleReport {
    const { counts } = combineResults(verdicts.map(({ result }) => result));
    const all = verdicts.flatMap(({ policy: { name: policy, tier }, result }) =>
        result.findings.map(({ urn, message, undecided }) => ({ policy, tier, urn, message, undecided })),
    );
    const waived = verdicts.flatMap(({ policy: { name: policy }, waived }) =>
        waived.map(({ finding: { urn, message }, waiver: { reason, owner, expires, reviewed } }) => ({
            policy,
            urn,
            message,
            reason,
            owner,
            expires,
            ...(reviewed !== undefined && { reviewed }),
        })),
    );
    const isOpen = ({ undecided }: (typeof all)[number]) => undecided !== undefined && settings.preset !== "strict";
    const shown = (kept: typeof all) => sorted(kept.map(({ undecided: _, ...finding }) => finding));
    return {
        id,
        checked: summarise(id, counts, settings, all.length + waived.length),
        counts,
        findings: shown(all.filter((finding) => !isOpen(finding))),
        undecided: shown(all.filter(isOpen)),
        waived: sorted(waived),
    };
}

/** Sorts findings by resource, then by message, so that their order does not depend on the engine's. */
export function sorted<T extends Finding>(findings: readonly T[]): T[] {
    return [...findings].sort((left, right) => compare(left.urn, right.urn) || compare(left.message, right.message));
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
