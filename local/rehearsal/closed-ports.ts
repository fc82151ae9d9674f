import type { World } from "../cloud/model";
import { type PropertyMap, plain } from "../cloud/property-values";
import { listOf, mapOf, text } from "../cloud/refusals/deployed-body";

/** A port of a pod, as others name it. */
interface Port {
    readonly name: string;
    readonly number: string;
}

/**
 * Services and network policies that shut out the pods they are for, because they name a port on which none listens.
 * A rollout with another port passes through such a state unless all is named.
 */
export function closedPorts(world: World): string[] {
    const deployments = world.estate.ofType("kubernetes:apps/v1:Deployment").map(({ inputs }) => inputs);
    const faultsOf = (
        type: string,
        selectorOf: (spec: PropertyMap) => PropertyMap,
        portsOf: (spec: PropertyMap) => string[],
    ) =>
        world.estate.ofType(type).flatMap(({ inputs }) => {
            const spec = mapOf(inputs.spec);
            return deployments
                .filter((deployment) => selects(selectorOf(spec), deployment))
                .flatMap((deployment) => {
                    const open = containerPorts(deployment);
                    return portsOf(spec)
                        .filter((port) => !open.some(({ name, number }) => port === name || port === number))
                        .map(
                            (port) =>
                                `${text(inputs.kind)} "${nameOf(inputs)}" named port ${port}, on which no pod listened`,
                        );
                });
        });
    return [
        ...faultsOf(
            "kubernetes:core/v1:Service",
            ({ selector }) => mapOf(selector),
            ({ ports }) => listOf(ports).map(({ targetPort, port }) => text(targetPort ?? port)),
        ),
        ...faultsOf(
            "kubernetes:networking.k8s.io/v1:NetworkPolicy",
            ({ podSelector }) => mapOf(mapOf(podSelector).matchLabels),
            ({ ingress }) => listOf(ingress).flatMap(({ ports }) => listOf(ports).map(({ port }) => text(port))),
        ),
    ];
}

function selects(selector: PropertyMap, deployment: PropertyMap): boolean {
    const labels = mapOf(mapOf(template(deployment).metadata).labels);
    const wanted = Object.entries(selector);
    return wanted.length > 0 && wanted.every(([key, value]) => text(labels[key]) === text(value));
}

function containerPorts(deployment: PropertyMap): Port[] {
    return listOf(mapOf(template(deployment).spec).containers).flatMap(({ ports }) =>
        listOf(ports).map(({ name, containerPort }) => ({ name: text(name), number: text(containerPort) })),
    );
}

function template(deployment: PropertyMap): PropertyMap {
    return mapOf(mapOf(deployment.spec).template);
}

function nameOf({ metadata = null }: PropertyMap): string {
    return text(mapOf(plain(metadata)).name);
}
