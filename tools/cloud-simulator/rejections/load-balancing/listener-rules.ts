import { listenerRules, listeners, typeOfBalancer } from "../../resources/listeners";
import type { Rejection } from "../../resources/rejection";
import { elementsOf, hasUnknowns, listOf, mapOf, type PropertyMap, text } from "../../state/property-values";

const modules = ["lb", "alb"] as const;
const provider = "hashicorp/terraform-provider-aws, internal/service/elbv2/listener_rule.go";
const guide = "docs.aws.amazon.com/elasticloadbalancing/latest/application";

/** Rules of listeners that Elastic Load Balancing or its provider rejects. */
export const loadBalancerRules: readonly Rejection[] = modules.flatMap((module): Rejection[] => [
    onRule(module, {
        what: "a rule of a listener that does not exist, or of a network load balancer; a listener that is not of the stack is accepted where the stack has none",
        source: "docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html",
        verbatim: false,
        reject: ({ properties: { listenerArn } }, cloud) => {
            const all = listeners(cloud);
            const own = all.find(({ id }) => id === text(listenerArn));
            if (own === undefined)
                return all.length === 0 ? undefined : "ListenerNotFound: One or more listeners not found";
            return typeOfBalancer(text(own.inputs.loadBalancerArn), cloud) === "network"
                ? "ValidationError: a listener of a network load balancer has no rules"
                : undefined;
        },
    }),
    onRule(module, {
        what: "a rule with a priority outside 1 to 50,000",
        source: provider,
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { priority } }) =>
            typeof priority === "number" && (priority < 1 || priority > 50_000) && priority !== 99_999
                ? '"priority" must be in the range 1-50000 for normal rule or 99999 for the default rule'
                : undefined,
    }),
    onRule(module, {
        what: "a second rule of a listener with a priority",
        source: "hashicorp/terraform#24239, wellcomecollection/wellcomecollection.org#6519",
        verbatim: true,
        reject: ({ properties: { listenerArn, priority }, id }, cloud) =>
            priority !== undefined &&
            listenerRules(cloud).some(
                (other) =>
                    other.id !== id &&
                    text(other.inputs.listenerArn) === text(listenerArn) &&
                    other.inputs.priority === priority,
            )
                ? `PriorityInUse: Priority '${text(priority)}' is currently in use`
                : undefined,
    }),
    onRule(module, {
        what: "a rule with more than five values in its conditions",
        source: "aws/aws-cdk#10065, aws-cloudformation/cfn-lint#3833",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) =>
            listOf(properties.conditions).flatMap(valuesOf).length > 5
                ? "ValidationError: A rule can only have '5' condition values"
                : undefined,
    }),
    onRule(module, {
        what: "a path pattern of more than 128 characters, or with a character that is not allowed",
        source: `${guide}/rule-condition-types.html#path-conditions; ${provider}`,
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const wrong = pathsOf(properties).find((path) => !/^[\w\-.$/~"'@:+&*?]{1,128}$/.test(path));
            return wrong === undefined ? undefined : `ValidationError: the path pattern '${wrong}' is invalid`;
        },
    }),
    onRule(module, {
        what: "a rule with more than one rewrite of the URL or of the host",
        source: `${guide}/rule-transforms.html`,
        verbatim: false,
        atPreview: true,
        reject: ({ properties: { transforms } }) => {
            const types = listOf(transforms).map(({ type }) => text(type));
            const twice = types.find((type, index) => types.indexOf(type) < index);
            return twice && `ValidationError: a rule has one transform of type ${twice}`;
        },
    }),
    onRule(module, {
        what: "a rewrite by an expression that is invalid, longer than 1,024 characters, or with a lookahead, lookbehind or backreference; or to a group that it does not have",
        source: `${guide}/rule-transforms.html; docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RewriteConfig.html`,
        verbatim: false,
        atPreview: true,
        reject: ({ properties: { transforms } }) =>
            listOf(transforms)
                .flatMap(({ urlRewriteConfig, hostHeaderRewriteConfig }) => [urlRewriteConfig, hostHeaderRewriteConfig])
                .map((config) => mapOf(mapOf(config).rewrite))
                .map(rewriteProblem)
                .find((problem) => problem !== undefined),
    }),
]);

function onRule(module: (typeof modules)[number], rule: Omit<Rejection, "type" | "on">): Rejection {
    return { ...rule, type: `aws:${module}/listenerRule:ListenerRule`, on: ["create", "update"] };
}

// A query string is a value by itself; the others have a list of them.
function valuesOf(condition: PropertyMap): unknown[] {
    const lists = Object.values(condition).flatMap((of) => elementsOf(mapOf(of).values));
    return [...lists, ...listOf(condition.queryStrings)];
}

function pathsOf({ conditions }: PropertyMap): string[] {
    return listOf(conditions)
        .flatMap(({ pathPattern }) => elementsOf(mapOf(pathPattern).values))
        .filter((value) => !hasUnknowns(value))
        .map(text);
}

function rewriteProblem({ regex, replace }: PropertyMap): string | undefined {
    if (regex === undefined || hasUnknowns(regex) || hasUnknowns(replace ?? null)) return undefined;
    const [expression, replacement] = [text(regex), text(replace)];
    if ([expression, replacement].some(({ length }) => length < 1 || length > 1_024))
        return "expected length of regex and replace to be in the range (1 - 1024)";
    const groups = groupsOf(expression);
    if (groups === undefined || /\(\?<?[=!]|\\[1-9]/.test(expression))
        return `ValidationError: the regular expression '${expression}' is not supported`;
    const missing = [...replacement.matchAll(/\$(\d)/g)].find(([, group]) => Number(group) > groups);
    return missing && `ValidationError: '${expression}' has no group ${missing[0]}`;
}

// The number of capture groups; undefined for an expression that is invalid.
function groupsOf(expression: string): number | undefined {
    try {
        return (new RegExp(`${expression}|`).exec("")?.length ?? 1) - 1;
    } catch {
        return undefined;
    }
}
