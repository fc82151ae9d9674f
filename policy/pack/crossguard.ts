import type {
    Policies,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
} from "@pulumi/policy";
import {
    headlineOf,
    type Policy,
    type PolicyInfo,
    type ResourcePolicy,
    readmeUrl,
    type StackPolicy,
} from "../contract/policy";
import { emptyResult, type RuleResult, resultOfTier } from "../contract/result";
import { configSchema, readSettings, type Settings } from "../contract/settings";
import { tiers } from "../contract/tiers";
import { type Finding, messageOf, subject } from "../reading/finding";
import { type Stack, stackOf, stackWith } from "../reading/resource";
import { policies as allPolicies } from "../rules/policies";
import { waive, waiverProblems } from "../waivers/waive";
import type { Waiver } from "../waivers/waiver";
import { loadWaivers, type Waivers } from "../waivers/waivers-file";
import { DeclaredResource, StackResource } from "./engine-resource";
import { reportVariable, writeReport } from "./report";
import { Run, sorted, type Verdict } from "./run";

const rootType: ReadonlySet<string> = new Set(["pulumi:pulumi:Stack"]);

/** Takes a violation as a text, or as an object whose level replaces the policy's (@pulumi/policy 1.21, server.js). */
type Report = (violation: string, urn?: string) => void;

/**
 * Builds the policies for the engine without starting a server. They share the state of the current run, so a process
 * that checks several stacks at once needs to call this once for each.
 * @param waivers default: those in the file that the environment names, read now.
 */
export function buildPolicies(
    policies: readonly Policy[] = allPolicies,
    waivers: Waivers = loadWaivers(process.env, new Date()),
): Policies {
    const run = new Run();
    return policies.map((policy, position) =>
        policy.scope === "resource"
            ? resourcePolicy(policy, waivers, run, position)
            : stackPolicy(policy, waivers, run, position),
    );
}

function resourcePolicy(policy: ResourcePolicy, { waivers }: Waivers, run: Run, position: number): Policies[number] {
    const applicable = new Map<string, boolean>();
    return {
        ...metadata(policy),
        validateResource: (args: ResourceValidationArgs, report: Report) => {
            const resource = run.resource(args.urn, position, () => new DeclaredResource(args, run.inputsOf));
            let applies = applicable.get(args.type);
            if (applies === undefined) {
                applies = policy.applies(args.type);
                applicable.set(args.type, applies);
            }
            run.start(policy.name);
            if (!applies) return;
            const { settings, problems } = readSettings(args.getConfig());
            const result = guarded(policy, resource.urn, subject(resource), () => policy.check(resource, settings));
            const verdict = verdictOn(policy, result, settings, waivers);
            run.addResourceVerdict(resource.urn, verdict, settings);
            for (const { message } of problemsOf(problems, resource.urn)) report(message);
            for (const finding of verdict.result.findings) show(policy, finding, run, settings, report);
        },
    };
}

function stackPolicy(policy: StackPolicy, waivers: Waivers, run: Run, position: number): Policies[number] {
    const built: StackValidationPolicy & Partial<ResourceValidationPolicy> = {
        ...metadata(policy),
        validateStack: (args: StackValidationArgs, report: Report) => {
            const stack = run.stack(position, () => stackResources(args, run));
            // The engine sends resources in no fixed order, and only programs that fail early have no root.
            const root = (stack.ofType(rootType)[0] ?? stack.resources[0])?.urn ?? "";
            const { settings, problems } = readSettings(args.getConfig());
            const result = guarded(policy, root, "the stack", () => policy.check(stack, settings));
            const verdict = verdictOn(policy, result, settings, waivers.waivers);
            const urns = new Set(stack.byUrn.keys());
            run.start(policy.name);
            run.addStackVerdict(verdict, settings);
            // The gateway's stack policy is the last of its rule, so everything that its waivers could cover was checked.
            const ofWaivers =
                policy.tier === "gateway" ? waiverProblems(policy.ruleId, waivers, run.waived(urns), run.policies) : [];
            const ofConfiguration = problemsOf(problems, root);
            for (const { message } of sorted([
                ...ofConfiguration,
                ...ofWaivers.map((message) => ({ urn: root, message })),
            ]))
                report(message, root);
            for (const finding of sorted(verdict.result.findings)) show(policy, finding, run, settings, report);
            recheck(built, policy, verdict, run, waivers);
            const file = process.env[reportVariable];
            // The configuration may disable any policy, so each one writes the report as complete as it is by then.
            if (file) writeReport(file, run.report(urns));
        },
    };
    return built;
}

function stackResources({ resources }: StackValidationArgs, run: Run): Stack {
    const stack: Stack = stackOf(
        resources.map((each) => new StackResource(each, run.inputsOf(each.urn), (urn) => stack.byUrn.get(urn))),
    );
    return stack;
}

/**
 * In the update that follows, checks the stack again as soon as the value is known that would have decided it, before the
 * engine creates the resource. The SDK asks a policy about single resources only while it has the function, so that
 * nothing is spent on a run in which nothing is undecided.
 */
function recheck(
    built: StackValidationPolicy & Partial<ResourceValidationPolicy>,
    policy: StackPolicy,
    { result }: Verdict,
    run: Run,
    { waivers }: Waivers,
): void {
    const stack = run.checkedStack();
    const causes = new Set(result.findings.flatMap(({ undecided }) => undecided?.urn ?? []));
    delete built.validateResource;
    if (causes.size === 0 || stack === undefined) return;
    built.validateResource = (args: ResourceValidationArgs, report: Report) => {
        if (!causes.has(args.urn)) return;
        const { settings } = readSettings(args.getConfig());
        const known = stackWith(stack, (urn) =>
            urn === args.urn ? new DeclaredResource(args, run.inputsOf) : run.inputsOf(urn),
        );
        const again = guarded(policy, args.urn, "the stack", () => policy.check(known, settings));
        for (const finding of verdictOn(policy, again, settings, waivers).result.findings)
            if (finding.undecided === undefined) report(finding.message);
    };
}

function verdictOn(policy: Policy, result: RuleResult, settings: Settings, waivers: readonly Waiver[]): Verdict {
    const { counts, findings } = resultOfTier(policy.tier, result);
    const own = findings.filter(({ undecided }) => !isIdle(policy, undecided, settings));
    const { findings: remaining, waived } = waive(policy, own, waivers);
    return { policy, result: { counts, findings: remaining }, waived };
}

// What only widens the network and is not known yet is not worth a warning.
const isIdle = ({ tier }: Policy, undecided: Finding["undecided"], { preset }: Settings): boolean =>
    undecided !== undefined && tier === "network" && preset === "standard";

// An undecided finding is a warning, and each cause has only one, whichever rules it leaves undecided.
function show(policy: Policy, finding: Finding, run: Run, { preset }: Settings, report: Report): void {
    const { message, urn, undecided } = finding;
    if (undecided === undefined || preset === "strict") report(message, urn);
    else if (run.isFirst(undecided)) {
        const warning = { message: `${headlineOf(policy)}\n${message}`, urn, enforcementLevel: "advisory" };
        // The SDK's types do not declare the object.
        report(warning as unknown as string);
    }
}

function metadata(policy: PolicyInfo) {
    const { name, displayName, severity, remediationSteps, ruleId, tags } = policy;
    return {
        name,
        displayName,
        description: headlineOf(policy),
        enforcementLevel: tiers[policy.tier].level,
        severity,
        remediationSteps,
        url: readmeUrl(policy),
        tags: [ruleId, policy.tier, ...tags],
        framework: { name: "Gatehouse", version: "1", reference: ruleId, specification: "policy/README.md" },
        configSchema: configSchema(policy.settings),
    };
}

// A rule that crashes has proved nothing, and an uncaught error would end the preview with a stack trace.
function guarded({ name }: PolicyInfo, urn: string, checked: string, check: () => RuleResult): RuleResult {
    try {
        return check();
    } catch (error) {
        const message = messageOf(`Rule "${name}" failed on ${checked}`, {
            actual: error instanceof Error ? error.message : String(error),
            expected: "a verdict",
            change: "report this as a defect of the policy pack",
        });
        return { ...emptyResult, findings: [{ urn, message }] };
    }
}

const problemsOf = (problems: readonly string[], urn: string): Finding[] =>
    problems.map((problem) => ({
        urn,
        message: messageOf("The policy's configuration is invalid", {
            actual: problem,
            expected: "valid settings; the default applies until then",
            change: "correct the policy pack's configuration",
        }),
    }));
