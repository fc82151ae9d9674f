import type { Policies, PolicyConfigSchema, ResourceValidationArgs, StackValidationArgs } from "@pulumi/policy";
import { type Policy, type PolicyInfo, type ResourcePolicy, readmeUrl, type StackPolicy } from "../contract/policy";
import { emptyResult, type RuleResult } from "../contract/result";
import { configSchema, readSettings } from "../contract/settings";
import { type Finding, messageOf, subject } from "../reading/finding";
import { stackOf } from "../reading/resource";
import { policies as allPolicies } from "../rules/policies";
import { waive, waiverProblems } from "../waivers/waive";
import { loadWaivers, type Waivers } from "../waivers/waivers-file";
import { DeclaredResource, StackResource } from "./engine-resource";
import { reportVariable, writeReport } from "./report";
import { Run, sorted } from "./run";

const rootType: ReadonlySet<string> = new Set(["pulumi:pulumi:Stack"]);

type Report = (message: string, urn?: string) => void;

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
            const resource = run.resource(args.urn, position, () => new DeclaredResource(args));
            let applies = applicable.get(args.type);
            if (applies === undefined) {
                applies = policy.applies(args.type);
                applicable.set(args.type, applies);
            }
            if (!applies) return;
            const { settings, problems } = readSettings(args.getConfig());
            const result = guarded(policy, resource.urn, subject(resource), () => policy.check(resource, settings));
            const { findings: remaining, waived } = waive(policy, result.findings, waivers);
            const findings = [...problemsOf(problems, resource.urn), ...remaining];
            const verdict = { policy, result: { counts: result.counts, findings }, waived };
            run.addResourceVerdict(resource.urn, verdict, settings);
            for (const { message } of findings) report(message);
        },
    };
}

function stackPolicy(policy: StackPolicy, waivers: Waivers, run: Run, position: number): Policies[number] {
    return {
        ...metadata(policy),
        validateStack: (args: StackValidationArgs, report: Report) => {
            const stack = run.stack(position, () =>
                stackOf(args.resources.map((resource) => new StackResource(resource, run.inputsOf(resource.urn)))),
            );
            // The engine sends resources in no fixed order, and only programs that fail early have no root.
            const root = (stack.ofType(rootType)[0] ?? stack.resources[0])?.urn ?? "";
            const { settings, problems } = readSettings(args.getConfig());
            const result = guarded(policy, root, "the stack", () => policy.check(stack, settings));
            const { findings: remaining, waived } = waive(policy, result.findings, waivers.waivers);
            const urns = new Set(stack.byUrn.keys());
            // The stack policy is the last of its rule, so everything that its waivers could cover has been checked.
            const ofWaivers = waiverProblems(policy.ruleId, waivers, [...run.waived(urns), ...waived]);
            const findings = sorted([
                ...problemsOf(problems, root),
                ...ofWaivers.map((message) => ({ urn: root, message })),
                ...remaining,
            ]);
            const verdict = { policy, result: { counts: result.counts, findings }, waived };
            run.addStackVerdict(verdict, settings);
            for (const { message, urn } of findings) report(message, urn);
            const file = process.env[reportVariable];
            // The configuration may disable any policy, so each one writes the report as complete as it is by then.
            if (file) writeReport(file, run.report(urns));
        },
    };
}

function metadata(policy: PolicyInfo) {
    const { name, displayName, description, severity, remediationSteps, ruleId, tags } = policy;
    const schema: PolicyConfigSchema | undefined =
        policy.settings.length > 0 ? configSchema(policy.settings) : undefined;
    return {
        name,
        displayName,
        description,
        enforcementLevel: "mandatory" as const,
        severity,
        remediationSteps,
        url: readmeUrl(policy),
        tags: [ruleId, ...tags],
        framework: { name: "Gatehouse", version: "1", reference: ruleId, specification: "policy/README.md" },
        ...(schema && { configSchema: schema }),
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
