import { type Finding, finding } from "../finding";
import type { Manifest } from "./manifest";

interface Exposing {
    readonly group: RegExp;
    /** Kinds of the group that expose; absent for all of them. */
    readonly kinds?: ReadonlySet<string>;
    readonly because: string;
}

const route = "it publishes a Service through a proxy that is not the API gateway";
const cloud = "its controller creates AWS resources that this preview cannot show";

// Custom kinds have no common shape, so nothing in them could prove that they are private.
const table: readonly Exposing[] = [
    {
        group: /^aga\.k8s\.aws$/,
        because: "it publishes a load balancer, an internal one too, through AWS Global Accelerator",
    },
    {
        group: /^(elbv2|apigateway|apigatewayv2|ec2|eks|ecs|lambda|cloudfront|globalaccelerator|networkfirewall)\.services\.k8s\.aws$/,
        because: cloud,
    },
    { group: /\.aws(\.m)?\.(upbound|crossplane)\.io$/, because: cloud },
    { group: /^networking\.istio\.io$/, kinds: new Set(["Gateway"]), because: route },
    {
        group: /^(traefik\.io|traefik\.containo\.us)$/,
        kinds: new Set(["IngressRoute", "IngressRouteTCP", "IngressRouteUDP"]),
        because: route,
    },
    { group: /^projectcontour\.io$/, kinds: new Set(["HTTPProxy"]), because: route },
    { group: /^configuration\.konghq\.com$/, kinds: new Set(["TCPIngress", "UDPIngress"]), because: route },
    {
        group: /^k8s\.nginx\.org$/,
        kinds: new Set(["VirtualServer", "VirtualServerRoute", "TransportServer"]),
        because: route,
    },
    { group: /^getambassador\.io$/, kinds: new Set(["Host", "Listener", "Mapping", "TCPMapping"]), because: route },
    { group: /^route\.openshift\.io$/, kinds: new Set(["Route"]), because: route },
    { group: /^serving\.knative\.dev$/, kinds: new Set(["Service", "Route", "DomainMapping"]), because: route },
    {
        group: /^(tailscale\.com|ingress\.k8s\.ngrok\.com|ngrok\.k8s\.ngrok\.com|bindings\.k8s\.ngrok\.com|networking\.cfargotunnel\.com)$/,
        because: "it opens a tunnel past the API gateway",
    },
];

/** Reports an object of a kind that publishes Services by a way of its own. */
export function judgeExposingKind(manifest: Manifest): Finding[] {
    const entry = table.find(
        ({ group, kinds }) => group.test(manifest.group) && (kinds === undefined || kinds.has(manifest.kind)),
    );
    if (!entry) return [];
    return [
        finding(manifest.resource, {
            found: `a ${manifest.kind} of ${manifest.group} is here: ${entry.because}`,
            wanted: "the API gateway as the only way in",
            change: "remove it, and publish the API through the gateway",
        }),
    ];
}
