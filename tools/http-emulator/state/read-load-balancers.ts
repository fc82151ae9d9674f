import { z } from "zod";
import type { StateResource } from "../../cloud-simulator/state/state-resource";
import { revealed, stringMap } from "../../gateway-emulator/state/state-values";
import type { Listener, ListenerAction, ListenerCondition, ListenerRule, TargetApp } from "./listener";
import { readEach } from "./read-each";

const text = z
    .string()
    .nullish()
    .transform((value) => value ?? "");
const actionForm = z
    .object({
        type: z.string(),
        order: z.number().nullish(),
        targetGroupArn: text,
        forward: z.object({ targetGroups: z.array(z.object({ arn: z.string() })) }).nullish(),
        fixedResponse: z.object({ statusCode: text, contentType: z.string(), messageBody: text }).nullish(),
    })
    .transform((action, { addIssue }): ListenerAction => {
        const { type, forward, fixedResponse } = action;
        const [group, ...others] = forward?.targetGroups ?? [];
        const targetGroupArn = action.targetGroupArn || group?.arn;
        if (type === "forward" && targetGroupArn !== undefined && others.length === 0) return { type, targetGroupArn };
        if (type === "fixed-response" && fixedResponse) {
            const { statusCode, contentType, messageBody: body } = fixedResponse;
            return { type, status: Number(statusCode || 200), contentType, body };
        }
        addIssue(`got an action of type "${type}", want a forward to one target group or a fixed-response`);
        return z.NEVER;
    });
// One that authenticates comes before the last one, and is not emulated.
const actionsForm = z.tuple([actionForm]).transform(([action]) => action);

const values = z.object({ values: z.array(z.string()) }).nullish();
const conditionForm = z
    .object({
        pathPattern: values,
        hostHeader: values,
        httpRequestMethod: values,
    })
    .transform(({ pathPattern, hostHeader, httpRequestMethod }, { addIssue }): ListenerCondition => {
        if (pathPattern) return { type: "path-pattern", ...pathPattern };
        if (hostHeader) return { type: "host-header", ...hostHeader };
        if (httpRequestMethod) return { type: "http-request-method", ...httpRequestMethod };
        addIssue("got another condition, want values of pathPattern, hostHeader or httpRequestMethod");
        return z.NEVER;
    });
const rewriteForm = z.object({
    type: z.literal("url-rewrite", { error: "got another transform, want url-rewrite" }),
    urlRewriteConfig: z.object({ rewrite: z.object({ regex: z.string(), replace: z.string() }) }),
});
const ruleForm = z.object({
    listenerArn: z.string(),
    priority: z.number(),
    conditions: z.array(conditionForm).min(1),
    actions: actionsForm,
    transforms: z.array(rewriteForm).max(1).nullish(),
});
const listenerForm = z.object({
    arn: z.string(),
    port: z.number(),
    protocol: text,
    loadBalancerArn: z.string(),
    defaultActions: actionsForm,
});
const balancerForm = z.object({
    arn: z.string(),
    loadBalancerType: z.string().default("application"),
    dropInvalidHeaderFields: z.boolean().nullish(),
});

const partOf = z.object({ loadBalancerArn: z.string().default(""), listenerArn: z.string().default("") });

/**
 * Reads the listeners of a stack's application load balancers, by ARN.
 * @param problems receives a line for each action, condition or transform that the emulator does not support.
 */
export function readListeners(resources: readonly StateResource[], problems: string[]): Record<string, Listener> {
    const ofType = (type: string) =>
        resources
            .filter((resource) => resource.type === `aws:lb/${type}`)
            .map(({ urn, outputs }) => ({ urn, outputs: { ...Object(revealed(outputs)) } }));
    const balancers = new Map(
        readEach(balancerForm, ofType("loadBalancer:LoadBalancer"), problems)
            .filter(({ loadBalancerType }) => loadBalancerType === "application")
            .map((balancer) => [balancer.arn, balancer]),
    );
    const listeners = readEach(
        listenerForm,
        ofType("listener:Listener").filter(({ outputs }) => balancers.has(partOf.parse(outputs).loadBalancerArn)),
        problems,
    );
    const arns = new Set(listeners.map(({ arn }) => arn));
    const rules = readEach(
        ruleForm,
        ofType("listenerRule:ListenerRule").filter(({ outputs }) => arns.has(partOf.parse(outputs).listenerArn)),
        problems,
    ).sort((one, other) => one.priority - other.priority);
    return Object.fromEntries(
        listeners.map(({ arn, port, loadBalancerArn, defaultActions: defaultAction }) => [
            arn,
            {
                arn,
                port,
                dropsInvalidHeaders: balancers.get(loadBalancerArn)?.dropInvalidHeaderFields ?? false,
                rules: rules.filter(({ listenerArn }) => listenerArn === arn).map(readRule),
                defaultAction,
            },
        ]),
    );
}

function readRule({ priority, conditions, actions: action, transforms }: z.output<typeof ruleForm>): ListenerRule {
    const [transform] = transforms ?? [];
    return {
        priority,
        conditions,
        action,
        ...(transform && { urlRewrite: transform.urlRewriteConfig.rewrite }),
    };
}

// The part of a backend's outputs (infra/backends/backend.ts) that every kind of load balancer has.
const backendForm = z.object({
    backend: z.object({ api: z.string(), compute: z.object({ urn: z.string() }) }),
    environment: stringMap,
});
const serviceForm = z.object({ loadBalancers: z.array(z.object({ targetGroupArn: z.string() })) });

/** Reads the apps of a stack whose ECS services register their tasks with target groups, by the ARN of the group. */
export function readTargetApps(resources: readonly StateResource[]): Record<string, TargetApp> {
    const backends = resources.flatMap(({ outputs }) => backendForm.safeParse(revealed(outputs)).data ?? []);
    const apps = new Map(
        backends.map(({ backend: { api, compute }, environment }) => [compute.urn, { name: api, environment }]),
    );
    return Object.fromEntries(
        resources
            .filter(({ type }) => type === "aws:ecs/service:Service")
            .flatMap(({ urn, outputs }) => {
                const app = apps.get(urn);
                const groups = serviceForm.safeParse(revealed(outputs)).data?.loadBalancers ?? [];
                return app === undefined ? [] : groups.map(({ targetGroupArn }) => [targetGroupArn, app] as const);
            }),
    );
}
