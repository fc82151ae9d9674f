import { blockSize, parseCidr } from "../../../../stacks/settings/cidr";
import type { Cloud } from "../../state/cloud";
import { elementsOf, listOf, mapOf, type PropertyMap, plain, text } from "../../state/property-values";
import type { LiveResource } from "../../state/resource-store";
import { type Route, routesOf } from "./nginx-routes";
import { selects } from "./selector";

/** The objects that decide which requests a proxy in the cluster passes to which pods. */
export interface NetworkObjects {
    /** Labels that the pods of each Service have, by namespace and name. */
    readonly services: ReadonlyMap<string, PropertyMap>;
    /** Routes in the nginx configuration of each ConfigMap, by namespace and name. */
    readonly routes: ReadonlyMap<string, readonly Route[]>;
    readonly policies: readonly IngressPolicy[];
}

/** A NetworkPolicy, as far as it decides who may connect. */
export interface IngressPolicy {
    readonly namespace: string;
    readonly selector: PropertyMap;
    /** Labels of the pods of its namespace that may connect; undefined for a peer of any other kind. */
    readonly clients: readonly (PropertyMap | undefined)[];
    /** Whether every address in the VPC may connect. */
    readonly admitsVpc: boolean;
}

/** Reads the objects that exist now. */
export function networkObjectsOf({ store }: Cloud): NetworkObjects {
    const [vpc] = store.ofType("aws:ec2/vpc:Vpc").map(({ inputs }) => text(inputs.cidrBlock));
    return {
        services: new Map(
            store.ofType("kubernetes:core/v1:Service").map(({ id, inputs }) => [id, mapOf(specOf(inputs).selector)]),
        ),
        routes: new Map(store.ofType("kubernetes:core/v1:ConfigMap").map((own) => [own.id, configuredRoutes(own)])),
        policies: store
            .ofType("kubernetes:networking.k8s.io/v1:NetworkPolicy")
            .map((policy) => ingressPolicy(policy, vpc))
            .filter((policy) => policy !== undefined),
    };
}

/**
 * Whether a client may connect to pods of a namespace: a pod that a policy selects accepts only the clients of the policies
 * that select it (kubernetes.io/docs/concepts/services-networking/network-policies).
 * @param client labels of a pod in that namespace, or "load balancer".
 * @param server labels of the pods.
 */
export function mayConnect(
    namespace: string,
    client: PropertyMap | "load balancer",
    server: PropertyMap,
    { policies }: Pick<NetworkObjects, "policies">,
): boolean {
    const selecting = policies.filter((own) => own.namespace === namespace && selectsAll(own.selector, server));
    if (selecting.length === 0) return true;
    return selecting.some(
        ({ clients, admitsVpc }) =>
            admitsVpc ||
            (client !== "load balancer" &&
                clients.some((labels) => labels !== undefined && selectsAll(labels, client))),
    );
}

// An empty selector of a policy selects every pod, other than that of a Service.
function selectsAll(selector: PropertyMap, labels: PropertyMap): boolean {
    return Object.keys(selector).length === 0 || selects(selector, labels);
}

function specOf({ spec = null }: PropertyMap): PropertyMap {
    return plain(mapOf(spec)) as PropertyMap;
}

function configuredRoutes({ inputs }: LiveResource): readonly Route[] {
    return Object.values(mapOf(plain(inputs.data ?? null))).flatMap((value) => routesOf(text(value)));
}

function ingressPolicy({ inputs }: LiveResource, vpc: string | undefined): IngressPolicy | undefined {
    const spec = specOf(inputs);
    const types = elementsOf(spec.policyTypes).map(text);
    if (types.length > 0 && !types.includes("Ingress")) return undefined;
    const rules = listOf(spec.ingress);
    const peers = rules.flatMap(({ from }) => listOf(from));
    return {
        namespace: text(mapOf(plain(inputs.metadata ?? null)).namespace),
        selector: mapOf(mapOf(spec.podSelector).matchLabels),
        clients: peers.map(({ podSelector }) =>
            podSelector === undefined ? undefined : mapOf(mapOf(podSelector).matchLabels),
        ),
        // A rule without peers admits everyone.
        admitsVpc:
            rules.some(({ from }) => from === undefined) ||
            peers.some(({ ipBlock }) => ipBlock !== undefined && containsBlock(text(mapOf(ipBlock).cidr), vpc)),
    };
}

function containsBlock(outer: string, inner: string | undefined): boolean {
    const [block, vpc] = [parseCidr(outer), inner === undefined ? undefined : parseCidr(inner)];
    if (block === undefined || vpc === undefined) return block !== undefined;
    const size = blockSize(block.prefix);
    return block.prefix <= vpc.prefix && Math.floor(vpc.address / size) * size === block.address;
}
