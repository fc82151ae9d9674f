import type { Policies, ResourceValidationArgs, StackValidationArgs } from "@pulumi/policy";
import {
    headlineOf,
    type Policy,
    type PolicyInfo,
    type ResourcePolicy,
    readmeUrl,
    type StackPolicy,
} from "../contract/policy";
import { configSchema, readSettings, type Settings } from "../contract/settings";
import { tiers } from "../contract/tiers";
import { type Finding, subject } from "../reading/finding";
import { type Stack, stackOf } from "../reading/resource";
import { policies as allPolicies } from "../rules/policies";
import { waiverProblems } from "../waivers/waive";
import { loadWaivers, type Waivers } from "../waivers/waivers-file";
import { type AskedPolicy, askAgain } from "./ask-again";
import { DeclaredResource, StackResource } from "./engine-resource";
import type { EngineRun } from "./engine-run";
import { keepPreview, takePreview } from "./kept-preview";
import { reportVariable, writeReport } from "./report";
import { Run, sorted } from "./run";
import { guarded, problemsOf, verdictOn } from "./verdict";

const rootType: ReadonlySet<string> = new Set(["pulumi:pulumi:Stack"]);

/** Takes a violation as a string, or as an object whose level replaces the policy's (@pulumi/policy 1.21, server.js). */
type Report = (violation: string, urn?: string) => void;

/**
 * Builds the policies for the engine without starting a server. They share the state of the current run, so a process
 * that checks several stacks at once needs to call this once for each.
 * @param waivers default: those in the file that the environment names, read now.
 * @param engine the run of the CLI, which may have previewed before this process was started. Default: none.
 */
export function buildPolicies(
    policies: readonly Policy[] = allPolicies,
    waivers: Waivers = loadWaivers(process.env, new Date()),
    engine?: EngineRun,
): Policies {
    const run = new Run();
    const preview = engine?.isUpdate ? attempt(() => takePreview(engine.id)) : undefined;
    return policies.map((policy, position) => {
        if (policy.scope === "resource") return resourcePolicy(policy, waivers, run, position);
        const built = stackPolicy(policy, waivers, run, position, engine);
        if (preview) askAgain(built, policy, preview, run, position, waivers);
        return built;
    });
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

function stackPolicy(
    policy: StackPolicy,
    waivers: Waivers,
    run: Run,
    position: number,
    engine: EngineRun | undefined,
): AskedPolicy {
    const built: AskedPolicy = {
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
            const undecided = run.undecided(stack);
            askAgain(built, policy, undecided, run, position, waivers);
            if (engine && !engine.isUpdate && undecided.causes.has(policy.name))
                attempt(() => keepPreview(engine.id, undecided));
            const file = process.env[reportVariable];
            // The configuration may disable any policy, so each one writes the report as complete as it is by then.
            if (file) writeReport(file, run.report(urns));
        },
    };
    return built;
}

// Without the preview an update still checks each resource by itself, and the stack at its end.
function attempt<T>(access: () => T): T | undefined {
    try {
        return access();
    } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        console.error(`The policy pack cannot check again in the update what the preview leaves undecided: ${reason}.`);
        return undefined;
    }
}

function stackResources({ resources }: StackValidationArgs, run: Run): Stack {
    const stack: Stack = stackOf(
        resources.map((each) => new StackResource(each, run.inputsOf(each.urn), (urn) => stack.byUrn.get(urn))),
    );
    return stack;
}

// An undecided finding is a warning, and each cause has only one, whichever rules it leaves undecided.
function show(policy: Policy, finding: Finding, run: Run, { preset }: Settings, report: Report): void {
    const { message, urn, undecided } = finding;
    if (undecided === undefined) report(message, urn);
    else if (preset === "strict") report(message.replace(untilUpdate, notAccepted), urn);
    else if (run.isFirst(undecided)) {
        const warning = { message: `${headlineOf(policy)}\n${message}`, urn, enforcementLevel: "advisory" };
        // The SDK's types do not declare the object.
        report(warning as unknown as string);
    }
}

// In `strict` the preview fails, so that no update decides.
const untilUpdate = /(\nDecided by: .*?)(?:, which pulumi up checks[^\n]*)?\.\n/;
const notAccepted = "$1; the preset strict accepts nothing undecided.\n";

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
