import { mayConnect, type NetworkObjects } from "./network-objects";
import type { Route } from "./nginx-routes";
import { isReady, type Pod, serves } from "./pod";
import { selects } from "./selector";

/**
 * The routes that a pod reads when it starts, and keeps whatever becomes of its ConfigMaps: nginx does not read them again.
 * @returns undefined if it cannot start: a ConfigMap is missing, or a host that nginx does not find, as it resolves each at its
 * start (nginx.org/en/docs/http/ngx_http_upstream_module.html, server).
 */
export function routesAtStart(
    { namespace, template }: Pod,
    { routes, services }: NetworkObjects,
): readonly Route[] | undefined {
    const configured = template.configMaps.map((name) => routes.get(`${namespace}/${name}`));
    const found = configured.filter((own) => own !== undefined).flat();
    const isComplete = !configured.includes(undefined);
    return isComplete && found.every(({ host }) => services.has(serviceOf(namespace, host))) ? found : undefined;
}

/** Whether a load balancer passes requests to a healthy pod of a Deployment. */
export function isBalanced(workload: string, pods: readonly Pod[], network: NetworkObjects): boolean {
    return pods.some(
        (pod) =>
            pod.workload === workload &&
            serves(pod) &&
            mayConnect(pod.namespace, "load balancer", pod.template.labels, network),
    );
}

/** Whether a proxy that a load balancer finds healthy passes requests to a ready pod of a Deployment. */
export function isProxied(workload: string, pods: readonly Pod[], network: NetworkObjects): boolean {
    const own = pods.filter((pod) => pod.workload === workload && isReady(pod));
    return pods
        .filter((proxy) => proxy.routes.length > 0 && serves(proxy))
        .some(({ namespace, template, routes }) =>
            routes.some(({ host }) => {
                const selector = network.services.get(serviceOf(namespace, host)) ?? {};
                return own.some(
                    (pod) =>
                        pod.namespace === namespace &&
                        selects(selector, pod.template.labels) &&
                        mayConnect(namespace, template.labels, pod.template.labels, network),
                );
            }),
        );
}

// Kubernetes DNS: `service`, `service.namespace` or `service.namespace.svc.cluster.local`.
function serviceOf(namespace: string, host: string): string {
    const [service, other = namespace] = host.split(".");
    return `${other}/${service}`;
}
