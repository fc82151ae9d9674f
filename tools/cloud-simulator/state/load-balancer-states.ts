import type { ResourceStore } from "./resource-store";

/** Types of load balancers that a program creates with the AWS provider. */
export const loadBalancerTypes: readonly string[] = [
    "aws:lb/loadBalancer:LoadBalancer",
    "aws:alb/loadBalancer:LoadBalancer",
];

/** Number of look-ups that report a load balancer as provisioning before the first that reports it as active. */
const looksUntilActive = 2;

/** The state of a load balancer (docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerState.html). */
export type LoadBalancerState = "provisioning" | "active";

/**
 * The states of the load balancers. One that a controller in a cluster creates is provisioning for some minutes on AWS, and
 * for some look-ups here, because nothing takes time. The provider itself waits for one that a program creates
 * (hashicorp/terraform-provider-aws, internal/service/elbv2/load_balancer.go, waitLoadBalancerActive).
 */
export class LoadBalancerStates {
    private readonly looks = new Map<string, number>();

    constructor(private readonly store: ResourceStore) {}

    /** The state that `describe-load-balancers` returns for a load balancer this time. */
    look(arn: string): LoadBalancerState {
        const state = this.isActive(arn) ? "active" : "provisioning";
        this.looks.set(arn, (this.looks.get(arn) ?? 0) + 1);
        return state;
    }

    /** Makes a load balancer active, like one that was created long ago. */
    activate(arn: string): void {
        this.looks.set(arn, looksUntilActive);
    }

    /** Whether a load balancer serves; does not count as a look-up. */
    isActive(arn: string): boolean {
        const isReadyOnceCreated = this.store.ofType(...loadBalancerTypes).some(({ id }) => id === arn);
        return isReadyOnceCreated || (this.looks.get(arn) ?? 0) >= looksUntilActive;
    }
}
