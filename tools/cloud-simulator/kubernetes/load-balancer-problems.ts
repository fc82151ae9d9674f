import { annotationOf, isInternal, isModern } from "../resources/service-load-balancer";
import type { Cloud } from "../state/cloud";
import { isMap, type PropertyMap, plain } from "../state/property-values";

// kubernetes-sigs/aws-load-balancer-controller, pkg/service/model_build_load_balancer.go, buildLoadBalancerName.
const maxName = 32;

/**
 * Why the controller creates no load balancer for a Service, in its words; undefined if it creates one.
 *
 * It places an internal one into subnets with the tag `kubernetes.io/role/internal-elb`, unless an annotation names them
 * (docs.aws.amazon.com/eks/latest/userguide/auto-configure-nlb.html). If the cloud has no subnets at all, cluster
 * and subnets are not this program's.
 */
export function loadBalancerProblem(service: PropertyMap, cloud: Cloud): string | undefined {
    if (!isModern(service)) return undefined;
    if (String(annotationOf(service, "name") ?? "").length > maxName) {
        return `load balancer name cannot be longer than ${maxName} characters`;
    }
    const named = annotationOf(service, "subnets");
    if (named !== undefined) return subnetProblem(String(named).split(","), cloud);
    const tag = isInternal(service) ? "kubernetes.io/role/internal-elb" : "kubernetes.io/role/elb";
    const subnets = cloud.store.ofType("aws:ec2/subnet:Subnet").map(({ inputs }) => plain(inputs.tags ?? null));
    const isFound = subnets.length === 0 || subnets.some((tags) => isMap(tags) && tags[tag] !== undefined);
    return isFound
        ? undefined
        : `couldn't auto-discover subnets: unable to resolve at least one subnet (0 match VPC and tags: [${tag}])`;
}

// kubernetes-sigs/aws-load-balancer-controller, pkg/networking/subnet_resolver.go: all of them exist, each in another zone.
function subnetProblem(ids: readonly string[], { store }: Cloud): string | undefined {
    const subnets = store.ofType("aws:ec2/subnet:Subnet").filter(({ id }) => ids.includes(id));
    if (subnets.length < ids.length)
        return `couldn't find all subnets, nameOrIDs: [${ids.join(" ")}], found: ${subnets.length}`;
    const zones = subnets.map(({ inputs }) => inputs.availabilityZone ?? null);
    const double = zones.find((zone, index) => zones.indexOf(zone) < index);
    return double === undefined
        ? undefined
        : `multiple subnets in same Availability Zone ${String(double)}: [${ids.join(" ")}]`;
}

/**
 * The provider's error for a Service that gets no load balancer (pulumi/pulumi-kubernetes,
 * provider/pkg/await/service.go), with the controller's note from the Service's events.
 */
export function withoutLoadBalancer(name: string, problem: string): string {
    return (
        `'${name}' timed out waiting to be Ready: Service was not allocated an IP address; does your cloud provider support this? ` +
        `[FailedBuildModel] Failed build model due to ${problem}`
    );
}
