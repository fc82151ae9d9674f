import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { mapOf, text } from "../../state/property-values";

/** Calls that AWS Cloud Map rejects. */
export const serviceDiscovery: readonly Rejection[] = [
    {
        what: "deleting a Cloud Map service in which tasks are registered, without `forceDestroy`",
        type: "aws:servicediscovery/service:Service",
        on: ["delete"],
        source: "hashicorp/terraform-provider-aws#4853, anomalyco/sst#5780",
        verbatim: true,
        reject: ({ properties, id = "" }, cloud) =>
            properties.forceDestroy !== true && isRegisteredIn(id, cloud)
                ? "ResourceInUse: Service contains registered instances; delete the instances before deleting the service"
                : undefined,
    },
    {
        what: "deleting a Cloud Map service that an ECS service uses, which registers its tasks again",
        type: "aws:servicediscovery/service:Service",
        on: ["delete"],
        source: "docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html",
        verbatim: false,
        reject: ({ id = "" }, cloud) =>
            isRegisteredIn(id, cloud) ? `an ECS service still registers its tasks in ${id}` : undefined,
    },
    {
        what: "a Cloud Map service with an empty custom health check (the provider drops it, and replaces the service in each update; the simulation rejects it)",
        type: "aws:servicediscovery/service:Service",
        on: ["create"],
        source: "hashicorp/terraform-provider-aws#44285",
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) =>
            properties.healthCheckCustomConfig !== undefined &&
            Object.keys(mapOf(properties.healthCheckCustomConfig)).length === 0
                ? "healthCheckCustomConfig is empty: the provider would drop it, and replace the service in each update"
                : undefined,
    },
    {
        what: "deleting a Cloud Map namespace with services",
        type: "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
        on: ["delete"],
        source: "docs.aws.amazon.com/cloud-map/latest/api/API_DeleteNamespace.html",
        verbatim: false,
        reject: ({ id = "" }, cloud) =>
            cloud.store
                .ofType("aws:servicediscovery/service:Service")
                .some(({ inputs }) => text(mapOf(inputs.dnsConfig).namespaceId) === id)
                ? `ResourceInUse: namespace ${id} contains services`
                : undefined,
    },
];

function isRegisteredIn(registryId: string, { store }: Cloud): boolean {
    return store
        .ofType("aws:ecs/service:Service")
        .some(({ inputs }) => text(mapOf(inputs.serviceRegistries).registryArn).endsWith(`/${registryId}`));
}
