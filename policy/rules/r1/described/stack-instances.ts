import { type Finding, finding } from "../../../reading/finding";
import { allLead } from "../../../reading/links";
import { type Resource, type Stack, UNKNOWN } from "../../../reading/resource";
import { knownValue, readString } from "../../../reading/value";

/** What makes stacks of a stack set in accounts and regions. */
export const stackInstanceTypes: ReadonlySet<string> = new Set([
    "aws:cloudformation/stackInstances:StackInstances",
    "aws:cloudformation/stackSetInstance:StackSetInstance",
]);

const stackSets: ReadonlySet<string> = new Set(["aws:cloudformation/stackSet:StackSet"]);

/** Stacks are made of a template that this program shows: that of a stack set elsewhere nobody can judge here. */
export function checkStackInstances(stack: Stack, instances: Resource): Finding[] {
    const name = instances.props.stackSetName ?? UNKNOWN;
    const nameOf = ({ props }: Resource) => knownValue(readString(props, "name"));
    if (allLead(stack, instances, "stackSetName", [name], stackSets, nameOf)) return [];
    return [
        finding(instances, {
            found: "stackSetName leads to no stack set of this program, so what it creates is not shown to any policy",
            expected: "a stack set whose template is declared here, where it is judged",
            change: "declare the StackSet here too and set stackSetName from it, or declare its resources in the program",
        }),
    ];
}
