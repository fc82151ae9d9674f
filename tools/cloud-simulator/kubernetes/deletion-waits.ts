import { isLoadBalancer, loadBalancerName } from "../resources/service-load-balancer";
import type { Cloud, Described } from "../state/cloud";
import { isMap, type PropertyMap } from "../state/property-values";

/** The reason why an object is not deleted yet, in the provider's words; undefined if it can be deleted. */
export type DeletionWait = (before: Described, cloud: Cloud) => string | undefined;

// The error of pulumi-kubernetes after ten minutes (provider/pkg/await/condition, Deleted).
const timedOut = "timed out waiting for the condition";

/** The conditions that Kubernetes waits for while it deletes an object. */
export const kubernetesWaits: readonly DeletionWait[] = [serviceWithLink, namespaceWithObjects];

/**
 * AWS keeps a load balancer that a VPC link points to, and its controller keeps the Service by a finalizer until the
 * load balancer no longer exists (kubernetes/kubernetes#66959, hashicorp/terraform-provider-aws#5701).
 */
function serviceWithLink({ outputs }: Described, cloud: Cloud): string | undefined {
    if (!isLoadBalancer(outputs)) return undefined;
    const balancer = loadBalancerName(outputs);
    const link = cloud.store
        .ofType("aws:apigateway/vpcLink:VpcLink")
        .find(({ inputs }) => String(inputs.targetArn).includes(`/${balancer}/`));
    return (
        link &&
        `${timedOut}: finalizers might be preventing deletion (service.k8s.aws/resources): ResourceInUse: Load balancer ` +
            `'${balancer}' cannot be deleted because it is currently associated with another service (VPC link "${link.id}")`
    );
}

/** A namespace is deleted after all objects in it (kubernetes.io/docs/concepts/overview/working-with-objects/namespaces). */
function namespaceWithObjects({ id, outputs }: Described, cloud: Cloud): string | undefined {
    if (outputs.kind !== "Namespace") return undefined;
    // Only objects with a controller delay their namespace.
    const stuck = cloud.store
        .ofType("kubernetes:core/v1:Service")
        .find((service) => namespaceOf(service.outputs) === id && isLoadBalancer(service.outputs));
    return stuck && `${timedOut}: finalizers might be preventing deletion (kubernetes): Service "${stuck.id}" remains`;
}

function namespaceOf({ metadata }: PropertyMap): string {
    return isMap(metadata) ? String(metadata.namespace ?? "") : "";
}
