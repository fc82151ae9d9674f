import { z } from "zod";
import type { StateResource } from "../../cloud-simulator/state/state-resource";
import { revealed } from "../../gateway-emulator/state/state-values";
import type { Listener, ListenerAction, ListenerCondition, ListenerRule } from "./listener";

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
        httpHeader: z.unknown(),
        queryStrings: z.unknown(),
        sourceIp: z.unknown(),
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

/**
 * Reads the listeners of a stack's application load balancers, by ARN.
 * @throws {Error} if one has an action, a condition or a transform that the emulator does not support.
 */
export function readListeners(resources: readonly StateResource[]): Record<string, Listener> {
    const read = <T>(type: string, form: z.ZodType<T>, keep = (_: object): boolean => true): T[] =>
        resources
            .filter((resource) => resource.type === `aws:lb/${type}`)
            .map((resource) => ({ resource, outputs: Object(revealed(resource.outputs)) as object }))
            .filter(({ outputs }) => keep(outputs))
            .map(({ resource, outputs }) => parsed(resource.urn, form, outputs));
    const balancers = new Map(
        read("loadBalancer:LoadBalancer", balancerForm)
            .filter(({ loadBalancerType }) => loadBalancerType === "application")
            .map((balancer) => [balancer.arn, balancer]),
    );
    const ofApplication = z.object({ loadBalancerArn: z.string() });
    const listeners = read("listener:Listener", listenerForm, (outputs) =>
        balancers.has(ofApplication.safeParse(outputs).data?.loadBalancerArn ?? ""),
    );
    const rules = read("listenerRule:ListenerRule", ruleForm);
    return Object.fromEntries(
        listeners.map(({ arn, port, loadBalancerArn, defaultActions: defaultAction }) => [
            arn,
            {
                arn,
                port,
                dropsInvalidHeaders: balancers.get(loadBalancerArn)?.dropInvalidHeaderFields ?? false,
                rules: rules
                    .filter(({ listenerArn }) => listenerArn === arn)
                    .sort((one, other) => one.priority - other.priority)
                    .map(readRule),
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

function parsed<T>(urn: string, form: z.ZodType<T>, outputs: unknown): T {
    const { data, error } = form.safeParse(outputs);
    if (error) throw new Error(`"${urn.split("::").at(-1)}": ${z.prettifyError(error)}`);
    return data;
}
