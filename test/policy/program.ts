import type { PolicyName, ResourcePolicy, StackPolicy } from "../../policy/contract/policy";
import { type Counts, combineResults, resultOfTier } from "../../policy/contract/result";
import { defaultSettings } from "../../policy/contract/settings";
import type { Finding } from "../../policy/reading/finding";
import { type Props, type Resource, stackOf } from "../../policy/reading/resource";
import { policies } from "../../policy/rules/policies";
import { type Declared, isComponent, urnNamer, urnOf } from "./engine";

const resourcePolicies = policies.filter((policy): policy is ResourcePolicy => policy.scope === "resource");
const stackPolicies = policies.filter((policy): policy is StackPolicy => policy.scope === "stack");

/** A finding of a rule, with the policy that reports it. */
export interface PolicyFinding {
    readonly policy: PolicyName;
    readonly urn: string;
    readonly message: string;
}

/**
 * A program that is checked by calling the rules directly, without the engine's protocol. It gets
 * the pack's resources, so its findings are the same in a fraction of the time. It throws the exceptions of a rule.
 */
export class Program {
    private constructor(private readonly resources: readonly Resource[]) {}

    static of(resources: readonly Declared[]): Program {
        const urnNamed = urnNamer(resources);
        return new Program(resources.map((resource) => inStack(resource, urnNamed)));
    }

    /** The same program with other properties of one resource. */
    withProps(index: number, props: Props): Program {
        return new Program(
            this.resources.map((resource, position) =>
                position === index ? { ...resource, props, outputs: { ...resource.outputs, ...props } } : resource,
            ),
        );
    }

    /** Findings of the rules for single resources, for one resource. */
    findingsAt(index: number): PolicyFinding[] {
        const resource = this.resources[index];
        return resource ? resultsOf(resource).flatMap(findingsOf) : [];
    }

    /** Findings of the rules for whole stacks. */
    stackFindings(): PolicyFinding[] {
        return this.stackResults().flatMap(findingsOf);
    }

    /** Whether a rule for whole stacks reports a finding. */
    hasStackFindings(): boolean {
        const stack = stackOf(this.resources);
        return stackPolicies.some((rule) => rule.check(stack, defaultSettings).findings.some(isReported));
    }

    /** Every finding, in the engine's order. */
    findings(): PolicyFinding[] {
        return [...this.resources.flatMap((_, index) => this.findingsAt(index)), ...this.stackFindings()];
    }

    /** How many things of each kind were checked and comply, by rule and kind, e.g. `r1 Service`. */
    counts(): Counts {
        const results = [...this.resources.flatMap(resultsOf), ...this.stackResults()];
        return combineResults(
            results.map(({ policy, result }) => ({
                findings: [],
                counts: Object.fromEntries(
                    Object.entries(result.counts).map(([kind, count]) => [`${policy.slice(0, 2)} ${kind}`, count]),
                ),
            })),
        ).counts;
    }

    private stackResults() {
        const stack = stackOf(this.resources);
        return stackPolicies.map((rule) => ({
            policy: rule.name,
            result: resultOfTier(rule.tier, rule.check(stack, defaultSettings)),
        }));
    }
}

// The engine shows a resource without its outputs and dependencies first, and in the stack with them.
function resultsOf(resource: Resource) {
    if (!resource.declared) return [];
    const alone: Resource = { ...resource, outputs: {}, dependencies: [], propertyDependencies: {} };
    return resourcePolicies
        .filter((rule) => rule.applies(resource.type))
        .map((rule) => ({ policy: rule.name, result: resultOfTier(rule.tier, rule.check(alone, defaultSettings)) }));
}

const isReported = ({ undecided }: Finding): boolean => !undecided?.quiet;

function findingsOf({ policy, result }: ReturnType<typeof resultsOf>[number]): PolicyFinding[] {
    return result.findings
        .filter(({ undecided }) => !undecided?.quiet)
        .map(({ urn, message }) => ({ policy, urn, message }));
}

function inStack(resource: Declared, urnNamed: (name: string) => string): Resource {
    const { type, name, props = {}, parent, ignoreChanges = [] } = resource;
    const outputs = { ...props, ...resource.outputs };
    const propertyDependencies = Object.fromEntries(
        Object.entries(resource.from ?? {}).map(([property, names]) => [property, names.map(urnNamed)]),
    );
    const dependencies = [...(resource.dependsOn ?? []).map(urnNamed), ...Object.values(propertyDependencies).flat()];
    return {
        urn: urnOf(resource),
        type,
        name,
        props: resource.onlyInState ? outputs : props,
        outputs,
        declared: !resource.onlyInState,
        isComponent: isComponent(resource),
        ignoreChanges,
        parent: parent === undefined ? undefined : urnNamed(parent),
        dependencies: [...new Set(dependencies)],
        propertyDependencies,
    };
}
