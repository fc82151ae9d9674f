import type { ResourceStore } from "./resource-store";

/** Types of load balancers that a program makes by the AWS provider. */
export const loadBalancerTypes: readonly string[] = [
    "aws:lb/loadBalancer:LoadBalancer",
    "aws:alb/loadBalancer:LoadBalancer",
];

/** Looks at a load balancer that find it in provisioning before one finds it active. */
const looksUntilActive = 2;

/** The state of a load balancer (docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerState.html). */
export type LoadBalancerState = "provisioning" | "active";

/**
 * Which load balancers serve. One that a controller in a cluster makes is in provisioning for some minutes; here for
 * some looks at it, because nothing takes time. For one that a program makes the provider waits by itself
 * (hashicorp/terraform-provider-aws, internal/service/elbv2/load_balancer.go, waitLoadBalancerActive).
 */
export class LoadBalancerStates {
    private readonly looks = new Map<string, number>();

    constructor(private readonly store: ResourceStore) {}

    /** What `describe-load-balancers` says of a load balancer this time. */
    look(arn: string): LoadBalancerState {
        const state = this.isActive(arn) ? "active" : "provisioning";
        this.looks.set(arn, (this.looks.get(arn) ?? 0) + 1);
        return state;
    }

    /** Makes a load balancer active, as one is that was created long ago. */
    activate(arn: string): void {
        this.looks.set(arn, looksUntilActive);
    }

    /** Whether a load balancer serves by now, without a look at it. */
    isActive(arn: string): boolean {
        const isReadyWhenMade = this.store.ofType(...loadBalancerTypes).some(({ id }) => id === arn);
        return isReadyWhenMade || (this.looks.get(arn) ?? 0) >= looksUntilActive;
    }
}
