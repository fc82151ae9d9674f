import { isForwardedTo, listeners } from "../../resources/listeners";
import type { Rejection } from "../../resources/rejection";
import { text } from "../../state/property-values";

const modules = ["lb", "alb"] as const;

/** Calls that Elastic Load Balancing and EC2 reject because of the resources that use each other. */
export const loadBalancingOrder: readonly Rejection[] = [
    ...modules.map(
        (module): Rejection => ({
            what: "deleting a target group that a listener or a rule forwards to",
            type: `aws:${module}/targetGroup:TargetGroup`,
            on: ["delete"],
            source: "hashicorp/terraform-provider-aws#16889",
            verbatim: true,
            retried: true,
            reject: ({ id = "" }, cloud) =>
                isForwardedTo(id, cloud)
                    ? `ResourceInUse: Target group '${id}' is currently in use by a listener or a rule`
                    : undefined,
        }),
    ),
    ...modules.map(
        (module): Rejection => ({
            what: "a second listener on a port of a load balancer",
            type: `aws:${module}/listener:Listener`,
            on: ["create"],
            source: "docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html (DuplicateListener)",
            verbatim: true,
            reject: ({ properties }, cloud) =>
                listeners(cloud).some(
                    ({ inputs }) =>
                        text(inputs.loadBalancerArn) === text(properties.loadBalancerArn) &&
                        inputs.port === properties.port,
                )
                    ? "DuplicateListener: A listener already exists on this port for this load balancer"
                    : undefined,
        }),
    ),
];
