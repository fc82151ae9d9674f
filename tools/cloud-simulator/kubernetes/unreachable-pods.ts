import type { Cloud } from "../state/cloud";
import { listOf, mapOf, type PropertyMap, type PropertyValue, plain, text } from "../state/property-values";

/** The pods of a Deployment. */
interface Pods {
    readonly labels: PropertyMap;
    /** Names and numbers of the ports on which they listen. */
    readonly ports: ReadonlySet<string>;
}

/**
 * Finds Services and network policies that cut off the pods that they select, because they name a port on which none of
 * them listens. A rollout that changes the port passes through such a state unless every port has a name.
 */
export function unreachablePods(cloud: Cloud): string[] {
    // Read once, because this runs after every call.
    const pods = cloud.store.ofType("kubernetes:apps/v1:Deployment").map(({ inputs }) => podsOf(inputs));
    const problemsOf = (
        type: string,
        selectorOf: (spec: PropertyMap) => PropertyMap,
        portsOf: (spec: PropertyMap) => string[],
    ) =>
        cloud.store.ofType(type).flatMap(({ inputs }) => {
            const spec = mapOf(inputs.spec);
            const [selector, named] = [Object.entries(selectorOf(spec)), portsOf(spec)];
            return pods
                .filter(({ labels }) => selects(selector, labels))
                .flatMap(({ ports }) => named.filter((port) => !ports.has(port)))
                .map((port) => `${text(inputs.kind)} "${nameOf(inputs)}" named port ${port}, on which no pod listened`);
        });
    return [
        ...problemsOf(
            "kubernetes:core/v1:Service",
            ({ selector }) => mapOf(selector),
            ({ ports }) => listOf(ports).map(({ targetPort, port }) => text(targetPort ?? port)),
        ),
        ...problemsOf(
            "kubernetes:networking.k8s.io/v1:NetworkPolicy",
            ({ podSelector }) => mapOf(mapOf(podSelector).matchLabels),
            ({ ingress }) => listOf(ingress).flatMap(({ ports }) => listOf(ports).map(({ port }) => text(port))),
        ),
    ];
}

function podsOf(deployment: PropertyMap): Pods {
    const template = mapOf(mapOf(deployment.spec).template);
    const ports = listOf(mapOf(template.spec).containers).flatMap((container) => listOf(container.ports));
    return {
        labels: mapOf(mapOf(template.metadata).labels),
        ports: new Set(ports.flatMap(({ name, containerPort }) => [text(name), text(containerPort)])),
    };
}

function selects(selector: readonly (readonly [string, PropertyValue])[], labels: PropertyMap): boolean {
    return selector.length > 0 && selector.every(([key, value]) => text(labels[key]) === text(value));
}

function nameOf({ metadata = null }: PropertyMap): string {
    return text(mapOf(plain(metadata)).name);
}
