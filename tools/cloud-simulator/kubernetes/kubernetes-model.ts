import { sameValue } from "../resources/comparable";
import { isLoadBalancer, loadBalancerHostname } from "../resources/service-load-balancer";
import { creationTime, generated } from "../resources/template";
import type { Checked, Cloud, Described, Identity, Model } from "../state/cloud";
import { hasUnknowns, mapOf, type PropertyMap, type PropertyValue, unknown } from "../state/property-values";
import { PartialCreateError } from "../wire/partial-create-error";
import { kubernetesWaits } from "./deletion-waits";
import { kubernetesKinds } from "./kinds";
import { loadBalancerProblem, withoutLoadBalancer } from "./load-balancer-problems";
import { clusterOf } from "./pods/cluster";
import { rolloutProblem } from "./pods/rollout-wait";

// Types of the package that are not objects of the API server: charts, manifests and patches of files.
const notObjects = /^kubernetes:(helm\.sh|kustomize|yaml)\//;

// Kinds without namespace that programs commonly create (kubectl api-resources --namespaced=false).
const clusterScoped = new Set([
    "APIService",
    "ClusterRole",
    "ClusterRoleBinding",
    "CustomResourceDefinition",
    "GatewayClass",
    "IngressClass",
    "IngressClassParams",
    "MutatingWebhookConfiguration",
    "Namespace",
    "Node",
    "NodeClass",
    "NodePool",
    "PersistentVolume",
    "PriorityClass",
    "RuntimeClass",
    "StorageClass",
    "ValidatingWebhookConfiguration",
]);

/** Behaviour of Kubernetes objects of any kind, custom ones included. */
export class KubernetesModel implements Model {
    knows(type: string): boolean {
        return !notObjects.test(type);
    }

    check(resource: Identity, news: PropertyMap, olds: PropertyMap | undefined, cloud: Cloud): Checked {
        if (!this.knows(resource.type)) {
            throw new Error(`simulated kubernetes has no type "${resource.type}" (requested by "${resource.name}")`);
        }
        const metadata = mapOf(news.metadata);
        if (metadata.name === undefined) {
            const oldName = isAutoNamed(olds ?? {}) ? mapOf(olds?.metadata).name : undefined;
            metadata.name = oldName ?? autoNameOf(resource, cloud);
            metadata.annotations = { ...mapOf(metadata.annotations), [autoNamed]: "true" };
        }
        if (metadata.namespace === undefined && isNamespaced(resource)) metadata.namespace = "default";
        return { inputs: { ...news, metadata }, failures: [] };
    }

    replacedBy(_resource: Identity, news: PropertyMap, olds: PropertyMap): string[] {
        const differs = (read: (object: PropertyMap) => PropertyValue | undefined) =>
            !sameValue(read(news), read(olds));
        const identity =
            differs((object) => mapOf(object.metadata).name) || differs((object) => mapOf(object.metadata).namespace);
        const fixed = kubernetesKinds[String(news.kind)]?.replaceOn ?? [];
        const changed = [
            ...(identity ? ["metadata"] : []),
            ...(differs((object) => object.kind) || differs((object) => object.apiVersion) ? ["kind"] : []),
            ...fixed
                .map((path) => path.split("."))
                .filter((path) =>
                    differs((object) => path.reduce<PropertyValue>((value, key) => mapOf(value)[key] ?? null, object)),
                )
                .map(([property = ""]) => property),
        ];
        return [...new Set(changed)];
    }

    // One name, one object: the old one has to go first, unless the new one gets a generated name
    // (pulumi-kubernetes, provider.go, Diff).
    replacesInPlace(_resource: Identity, news: PropertyMap, olds: PropertyMap): boolean {
        if (isAutoNamed(news)) return false;
        const identity = (object: PropertyMap) => {
            const { name = null, namespace = null } = mapOf(object.metadata);
            return [name, namespace];
        };
        return sameValue(identity(news), identity(olds));
    }

    preview(_resource: Identity, inputs: PropertyMap): PropertyMap {
        const metadata = {
            ...mapOf(inputs.metadata),
            uid: unknown,
            resourceVersion: unknown,
            creationTimestamp: unknown,
        };
        return { ...inputs, metadata, status: unknown };
    }

    create(resource: Identity, inputs: PropertyMap, cloud: Cloud): Described {
        // Begins with the pods that run before the change.
        clusterOf(cloud);
        const id = idOf(inputs);
        if (cloud.store.find(resource.type, id)) throw new Error(`${String(inputs.kind)} "${id}" exists already`);
        return completedObject(id, outputsOf(resource, inputs, cloud), cloud);
    }

    // The provider previews an update by a dry run, which shows the status that the object has; where an input is unknown it
    // cannot (pulumi-kubernetes, provider.go, Update).
    update(resource: Identity, inputs: PropertyMap, before: Described, preview: boolean, cloud: Cloud): PropertyMap {
        const outputs = outputsOf(resource, inputs, cloud, before.outputs);
        if (preview) return hasUnknowns(inputs) ? { ...outputs, status: unknown } : outputs;
        clusterOf(cloud);
        return completedObject(before.id, outputs, cloud).outputs;
    }

    awaitReady({ type }: Identity, { id }: Described, cloud: Cloud, timeoutSeconds: number): string | undefined {
        clusterOf(cloud).observe();
        return type === "kubernetes:apps/v1:Deployment" ? rolloutProblem(id, cloud, timeoutSeconds) : undefined;
    }

    rejectDelete(): undefined {
        return undefined;
    }

    awaitDelete(_resource: Identity, before: Described, cloud: Cloud): string | undefined {
        return kubernetesWaits.map((wait) => wait(before, cloud)).find((obstacle) => obstacle !== undefined);
    }
}

const autoNamed = "pulumi.com/autonamed";

// Another name each time, so that an object and its replacement have two.
function autoNameOf({ urn, name }: Identity, { store }: Cloud): string {
    const timesCreated = store.timesCreated(urn);
    return `${name}-${generated(timesCreated === 0 ? urn : `${urn} ${timesCreated}`, "alnum", 8)}`;
}

function isAutoNamed({ metadata }: PropertyMap): boolean {
    return mapOf(mapOf(metadata).annotations)[autoNamed] === "true";
}

// A Service without its load balancer exists, and the provider's wait for it times out.
function completedObject(id: string, outputs: PropertyMap, cloud: Cloud): Described {
    const problem = isLoadBalancer(outputs) ? loadBalancerProblem(outputs, cloud) : undefined;
    if (problem === undefined) return { id, outputs };
    const pending = { ...outputs, status: { loadBalancer: {} } };
    throw new PartialCreateError({ id, outputs: pending }, withoutLoadBalancer(id, problem));
}

function outputsOf({ urn }: Identity, inputs: PropertyMap, cloud: Cloud, before: PropertyMap = {}): PropertyMap {
    const { uid, resourceVersion, creationTimestamp } = mapOf(before.metadata);
    const metadata = {
        ...mapOf(inputs.metadata),
        uid: uid ?? generated(urn, "hex", 32),
        resourceVersion: String(Number(resourceVersion ?? 0) + 1),
        creationTimestamp: creationTimestamp ?? creationTime,
    };
    const isService = inputs.kind === "Service" && inputs.apiVersion === "v1";
    const spec = isService ? { clusterIP: "172.20.0.80", ...mapOf(inputs.spec) } : inputs.spec;
    const hostname = isLoadBalancer(inputs) ? loadBalancerHostname(urn, inputs, cloud.region, before) : undefined;
    const status = isService ? { loadBalancer: hostname ? { ingress: [{ hostname }] } : {} } : {};
    return { ...inputs, metadata, ...(spec === undefined ? {} : { spec }), status };
}

function idOf(inputs: PropertyMap): string {
    const { name, namespace } = mapOf(inputs.metadata);
    return namespace === undefined ? String(name) : `${String(namespace)}/${String(name)}`;
}

function isNamespaced({ type }: Identity): boolean {
    return !clusterScoped.has(type.split(":")[2]?.replace(/Patch$/, "") ?? "");
}
