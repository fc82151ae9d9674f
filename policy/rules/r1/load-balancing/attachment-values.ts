import type { Plain } from "../../../reading/resource";
import { isList, isObject } from "../../../reading/value";
import { type AttachmentPath, normaliseKey } from "./attachment-table";

/** Service that invokes functions for a load balancer. */
export const loadBalancerService = "elasticloadbalancing.amazonaws.com";

// An unknown list or object may hold any number of references, so it counts as one that does not resolve.
const unresolvable: Plain = {};

/** Values of the properties that attach a resource to a load balancer, in any spelling of their names. */
export function attachedValues(own: Plain, { path, asPrincipal }: AttachmentPath): readonly Plain[] {
    if (asPrincipal && member(own, "principal") !== loadBalancerService) return [];
    return valuesAt(own, path);
}

function valuesAt(value: Plain | undefined, path: readonly string[]): readonly Plain[] {
    const [key, ...rest] = path;
    if (value === undefined || value === null || value === "") return [];
    // A condition of a template has two results, one of which may be absent.
    const outcomes = isObject(value) ? value["Fn::If"] : undefined;
    if (isList(outcomes)) return outcomes.slice(1).flatMap((outcome) => valuesAt(outcome, path));
    const ref = isObject(value) ? value.Ref : undefined;
    if (ref === "AWS::NoValue") return [];
    if (key === undefined) return [value];
    // A parameter may be a list.
    if (key === "*" && ref !== undefined && rest.length === 0) return [value];
    if (key === "*") return isList(value) ? value.flatMap((element) => valuesAt(element, rest)) : [unresolvable];
    // Terraform writes a single block as a list.
    if (isList(value)) return value.flatMap((element) => valuesAt(element, path));
    return isObject(value) ? valuesAt(member(value, key), rest) : [unresolvable];
}

const member = (value: Plain, key: string): Plain | undefined =>
    isObject(value) ? Object.entries(value).find(([name]) => normaliseKey(name) === key)?.[1] : undefined;
