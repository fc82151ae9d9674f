import { forwardsTo, listeners, typeOfBalancer } from "../../resources/listeners";
import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { hasUnknowns, listOf, mapOf, type PropertyMap, type PropertyValue, text } from "../../state/property-values";

const modules = ["lb", "alb"] as const;
const reference = "docs.aws.amazon.com/elasticloadbalancing/latest/APIReference";
const preflight = "badmintoncryer/cdk-preflight, rules/elbv2";

/** Protocols of the listeners and target groups of each type of load balancer. */
const protocols: Readonly<Record<string, readonly string[]>> = {
    application: ["HTTP", "HTTPS"],
    network: ["TCP", "UDP", "TCP_UDP", "TLS", "QUIC", "TCP_QUIC"],
};

const contentTypes = ["text/plain", "text/css", "text/html", "application/javascript", "application/json"];

/** Listeners, and actions of theirs and of their rules, that Elastic Load Balancing rejects. */
export const loadBalancerListeners: readonly Rejection[] = modules.flatMap((module): Rejection[] => {
    const [listener, rule] = [`aws:${module}/listener:Listener`, `aws:${module}/listenerRule:ListenerRule`];
    const withActions: readonly [type: string, property: string][] = [
        [listener, "defaultActions"],
        [rule, "actions"],
    ];
    return [
        {
            what: "a listener with a protocol that its load balancer does not have",
            type: listener,
            on: ["create", "update"],
            source: `${reference}/API_CreateListener.html; ${preflight}/pf-elbv2-listener-protocol-lb-type`,
            verbatim: false,
            reject: ({ properties: { loadBalancerArn, protocol } }, cloud) => {
                const type = typeOfBalancer(text(loadBalancerArn), cloud);
                const allowed = protocols[type];
                return allowed === undefined || protocol === undefined || allowed.includes(text(protocol))
                    ? undefined
                    : `ValidationError: Listener protocol '${text(protocol)}' is not valid for a load balancer of type ${type}: want one of ${allowed.join(", ")}`;
            },
        },
        {
            what: "a listener with a port outside 1 to 65,535",
            type: listener,
            on: ["create", "update"],
            source: `${reference}/API_CreateListener.html`,
            verbatim: false,
            atPreview: true,
            reject: ({ properties: { port } }) =>
                typeof port === "number" && !(Number.isInteger(port) && port >= 1 && port <= 65_535)
                    ? `expected port to be in the range (1 - 65535), got ${port}`
                    : undefined,
        },
        ...withActions.flatMap(([type, property]): Rejection[] => [
            {
                what: "a fixed response with another content type, status or length than there are",
                type,
                on: ["create", "update"],
                source: "hashicorp/terraform-provider-aws, internal/service/elbv2/listener_rule.go, listener.go",
                verbatim: false,
                atPreview: true,
                reject: ({ properties }) =>
                    listOf(properties[property])
                        .map(({ type: kind, fixedResponse = null }) => responseProblem(text(kind), fixedResponse))
                        .find((problem) => problem !== undefined),
            },
            {
                what: "an action that forwards to a target group of a protocol that the load balancer does not have",
                type,
                on: ["create", "update"],
                source: `${preflight}/pf-elbv2-listener-tg-protocol-match`,
                verbatim: false,
                reject: ({ properties }, cloud) =>
                    listOf(properties[property])
                        .flatMap(forwardsTo)
                        .map((group) => groupProblem(group, balancerOf(properties, cloud), cloud))
                        .find((problem) => problem !== undefined),
            },
        ]),
    ];
});

function responseProblem(kind: string, fixedResponse: PropertyValue): string | undefined {
    if (kind !== "fixed-response" || hasUnknowns(fixedResponse)) return undefined;
    const { contentType, statusCode = "200", messageBody } = mapOf(fixedResponse);
    if (!contentTypes.includes(text(contentType)))
        return `expected content_type to be one of ["${contentTypes.join('" "')}"], got ${text(contentType)}`;
    if (!/^[245]\d\d$/.test(text(statusCode))) return `invalid value for status_code: ${text(statusCode)}`;
    return text(messageBody).length > 1_024
        ? "expected length of message_body to be in the range (0 - 1024)"
        : undefined;
}

// The load balancer of a listener, or of the listener of a rule.
function balancerOf({ loadBalancerArn, listenerArn }: PropertyMap, cloud: Cloud): string {
    const listener = listeners(cloud).find(({ id }) => id === text(listenerArn));
    return text(loadBalancerArn ?? listener?.inputs.loadBalancerArn);
}

function groupProblem(group: string, balancer: string, cloud: Cloud): string | undefined {
    const found = cloud.store.ofType("aws:lb/targetGroup:TargetGroup", "aws:alb/targetGroup:TargetGroup");
    const protocol = text(found.find(({ id }) => id === group)?.inputs.protocol);
    const type = typeOfBalancer(balancer, cloud);
    return protocol === "" || protocols[type]?.includes(protocol) !== false
        ? undefined
        : `InvalidConfigurationRequest: the target group ${group} has the protocol ${protocol}, which a load balancer of type ${type} does not have`;
}
