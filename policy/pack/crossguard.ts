import type { Policies, PolicyConfigSchema, ResourceValidationArgs, StackValidationArgs } from "@pulumi/policy";
import { catalogue, type PolicyInfo, type PolicyName } from "../contract/catalogue";
import { nothing, type ResourceRule, type RuleResult, type StackRule } from "../contract/rule";
import { configSchema, readSettings } from "../contract/settings";
import { type Finding, subject } from "../reading/finding";
import { stackOf } from "../reading/resource";
import { privateAws } from "../rules/r1/private-aws";
import { privateBackend } from "../rules/r1/private-backend";
import { privateKubernetes } from "../rules/r1/private-kubernetes";
import { privatePaths } from "../rules/r1/private-paths";
import { cachedContent } from "../rules/r2/cached-content";
import { rateLimits } from "../rules/r3/rate-limits";
import { keyOnEveryOperation } from "../rules/r4/key-on-every-operation";
import { usagePlans } from "../rules/r4/usage-plans";
import { waive, waiverProblems } from "../waivers/waive";
import type { Waivers } from "../waivers/waivers-file";
import { loadWaivers } from "../waivers/waivers-file";
import { DeclaredResource, StackResource } from "./engine-resource";
import { reportVariable, writeReport } from "./report";
import { Run, sorted } from "./run";

/** What the policies of the catalogue decide by. */
export interface Rules {
    readonly ofResources: readonly ResourceRule[];
    readonly ofStack: readonly StackRule[];
}

/** Every rule of the pack. */
export const allRules: Rules = {
    ofResources: [privateKubernetes, privateAws, privateBackend, keyOnEveryOperation],
    ofStack: [privatePaths, cachedContent, rateLimits, usagePlans],
};

const rootType: ReadonlySet<string> = new Set(["pulumi:pulumi:Stack"]);

type Report = (message: string, urn?: string) => void;

/**
 * Builds the policies for the engine; it starts no server. Each list keeps the state of the runs that it judges, so a
 * process that judges several stacks at once needs one list for each.
 * @param waivers by default those that the environment names, as they stand now.
 */
export function buildPolicies(
    { ofResources, ofStack }: Rules = allRules,
    waivers: Waivers = loadWaivers(process.env, new Date()),
): Policies {
    const run = new Run();
    return catalogue.map((info, position) => {
        const resourceRule = ofResources.find(({ policy }) => policy === info.name);
        if (resourceRule) return resourcePolicy(info, resourceRule, waivers, run, position);
        const stackRule = ofStack.find(({ policy }) => policy === info.name);
        if (stackRule) return stackPolicy(info, stackRule, waivers, run, position);
        throw new Error(`"${info.name}" is in the catalogue and has no rule.`);
    });
}

function resourcePolicy(
    info: PolicyInfo & { name: PolicyName },
    rule: ResourceRule,
    { waivers }: Waivers,
    run: Run,
    position: number,
): Policies[number] {
    const concerned = new Map<string, boolean>();
    return {
        ...metadata(info),
        validateResource: (args: ResourceValidationArgs, report: Report) => {
            const resource = run.resource(args.urn, position, () => new DeclaredResource(args));
            let applies = concerned.get(args.type);
            if (applies === undefined) {
                applies = rule.applies(args.type);
                concerned.set(args.type, applies);
            }
            if (!applies) return;
            const { settings, problems } = readSettings(args.getConfig());
            const result = guarded(rule.policy, resource.urn, subject(resource), () => rule.check(resource, settings));
            const { findings: jobStatus, waived } = waive(rule.policy, result.findings, waivers);
            const findings = [...problemsOf(problems, resource.urn), ...jobStatus];
            const verdict = { policy: rule.policy, result: { counts: result.counts, findings }, waived };
            run.checkedResource(resource.urn, verdict, settings);
            for (const { message } of findings) report(message);
        },
    };
}

function stackPolicy(
    info: PolicyInfo & { name: PolicyName },
    rule: StackRule,
    waivers: Waivers,
    run: Run,
    position: number,
): Policies[number] {
    return {
        ...metadata(info),
        validateStack: (args: StackValidationArgs, report: Report) => {
            const stack = run.stack(position, () =>
                stackOf(args.resources.map((resource) => new StackResource(resource, run.inputsOf(resource.urn)))),
            );
            // The engine shows resources in no certain order, and only programs that fail early have no root.
            const root = (stack.ofType(rootType)[0] ?? stack.resources[0])?.urn ?? "";
            const { settings, problems } = readSettings(args.getConfig());
            const result = guarded(rule.policy, root, "the stack", () => rule.check(stack, settings));
            const { findings: jobStatus, waived } = waive(rule.policy, result.findings, waivers.waivers);
            const urns = new Set(stack.byUrn.keys());
            // The stack's policy is the last of its rule, so all that its waivers could waive was judged by now.
            const ofWaivers = waiverProblems(info.ruleId, waivers, [...run.waived(urns), ...waived]);
            const findings = sorted([
                ...problemsOf(problems, root),
                ...ofWaivers.map((message) => ({ urn: root, message })),
                ...jobStatus,
            ]);
            const verdict = { policy: rule.policy, result: { counts: result.counts, findings }, waived };
            run.checkedStack(verdict, settings);
            for (const { message, urn } of findings) report(message, urn);
            const file = process.env[reportVariable];
            // Nobody knows which policy the configuration leaves last, so each writes what is known by then.
            if (file) writeReport(file, run.report(urns));
        },
    };
}

function metadata(info: PolicyInfo) {
    const schema: PolicyConfigSchema | undefined = info.settings.length > 0 ? configSchema(info.settings) : undefined;
    return {
        name: info.name,
        displayName: info.displayName,
        description: info.description,
        enforcementLevel: "mandatory" as const,
        severity: info.severity,
        remediationSteps: info.remediationSteps,
        url: info.url,
        tags: [info.ruleId, ...info.tags],
        framework: { name: "Gatehouse", version: "1", reference: info.ruleId, specification: "policy/README.md" },
        ...(schema && { configSchema: schema }),
    };
}

// A rule that fails has proved nothing, and a crash would end the preview with a stack trace in place of a reason.
function guarded(policy: PolicyName, urn: string, what: string, check: () => RuleResult): RuleResult {
    try {
        return check();
    } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return {
            ...nothing,
            findings: [
                {
                    urn,
                    message: `Rule "${policy}" failed on ${what}: ${reason}.\nWanted: a verdict.\nChange: report this as a defect of the policy pack.`,
                },
            ],
        };
    }
}

const problemsOf = (problems: readonly string[], urn: string): Finding[] =>
    problems.map((problem) => ({
        urn,
        message: `The policy's configuration is faulty: ${problem}.\nWanted: settings that can be read; until then the default holds.\nChange: correct the policy pack's configuration.`,
    }));
