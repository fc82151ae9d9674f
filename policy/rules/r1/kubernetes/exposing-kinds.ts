import { type Finding, finding } from "../../../reading/finding";
import { type CheckObject, checkAddressed, checkCustom, checkEmbedded } from "./custom-object";
import type { Manifest } from "./manifest";
import { checkVirtualService, isClusterLocal, isVirtualService } from "./mesh";
import { checkNodeClass } from "./node-class";
import {
    checkExpressions,
    checkKyverno,
    checkMutation,
    isKyverno,
    isMutatingPolicy,
    isMutation,
} from "./policy-engines";
import { checkPublishedByDefault, checkRouter, isRouter } from "./published-by-default";

interface Exposing {
    readonly group: RegExp;
    /** Kinds of the group that expose. Default: all of them. */
    readonly kinds?: RegExp;
    readonly because: string;
}

const route = "it publishes a Service through a proxy that is not the API gateway";
const cloud = "its controller creates AWS resources that are not visible in this preview";
const applied = "its controller applies objects that are not visible in this preview";
const tunnel = "it opens a tunnel that bypasses the API gateway";

// AWS services that can open a path to a backend; a bucket or a role cannot.
const exposureServices =
    "apigateway|apigatewayv2|apprunner|appsync|cloudcontrol|cloudformation|cloudfront|ecs|eks|elasticbeanstalk|elb|elbv2|globalaccelerator|lambda|lightsail|transfer|vpclattice";
const exposureMachines =
    /^(Instance|LaunchTemplate|NetworkInterface\w*|SecurityGroup\w*|DefaultSecurityGroup|EIP\w*|ElasticIPAddress|SpotFleetRequest|SpotInstanceRequest|VPCEndpointService\w*|ManagedPrefixList\w*)$/;

// Custom kinds have no common schema, so nothing in them could prove that they are private.
const table: readonly Exposing[] = [
    {
        group: /^aga\.k8s\.aws$/,
        because: "it publishes a load balancer, even an internal one, through AWS Global Accelerator",
    },
    { group: new RegExp(`^(${exposureServices})\\.services\\.k8s\\.aws$`), because: cloud },
    { group: new RegExp(`^(${exposureServices})\\.aws(\\.m|\\.jet)?\\.(upbound|crossplane)\\.io$`), because: cloud },
    {
        group: /^ec2\.(services\.k8s\.aws|aws(\.m|\.jet)?\.(upbound|crossplane)\.io)$/,
        kinds: exposureMachines,
        because: cloud,
    },
    { group: /^(kubernetes|helm)(\.m)?\.crossplane\.io$/, kinds: /^(Object|Release)$/, because: applied },
    { group: /^((helm|kustomize)\.toolkit|helm)\.fluxcd\.io$/, because: applied },
    { group: /^fluxcd\.controlplane\.io$/, kinds: /^(FluxInstance|ResourceSet)$/, because: applied },
    { group: /^addons\.cluster\.x-k8s\.io$/, kinds: /^(HelmChartProxy|ClusterResourceSet)$/, because: applied },
    { group: /^configsync\.gke\.io$/, kinds: /^(RootSync|RepoSync)$/, because: applied },
    { group: /^config\.projectsveltos\.io$/, kinds: /^(Cluster)?Profile$/, because: applied },
    { group: /^tf\.(galleybytes|isaaguilar)\.com$/, kinds: /^Terraform$/, because: applied },
    { group: /^auto\.pulumi\.com$/, kinds: /^(Workspace|Update)$/, because: applied },
    { group: /^argoproj\.io$/, kinds: /^(Application|ApplicationSet)$/, because: applied },
    { group: /^(helm\.cattle\.io|fleet\.cattle\.io)$/, because: applied },
    { group: /^(kappctrl\.k14s\.io|packaging\.carvel\.dev)$/, kinds: /^(App|PackageInstall)$/, because: applied },
    { group: /^(core\.oam\.dev|kro\.run)$/, kinds: /^(Application|ResourceGraphDefinition)$/, because: applied },
    { group: /^apiextensions\.crossplane\.io$/, kinds: /^Composition(Revision)?$/, because: applied },
    { group: /^pulumi\.com$/, kinds: /^(Stack|Program)$/, because: applied },
    { group: /^infra\.contrib\.fluxcd\.io$/, kinds: /^Terraform$/, because: applied },
    { group: /^(tf|opentofu)(\.m)?\.upbound\.io$/, kinds: /^Workspace$/, because: applied },
    { group: /^app\.terraform\.io$/, kinds: /^(Workspace|Module)$/, because: applied },
    { group: /^networking\.istio\.io$/, kinds: /^Gateway$/, because: route },
    { group: /^(traefik\.io|traefik\.containo\.us)$/, kinds: /^IngressRoute(TCP|UDP)?$/, because: route },
    { group: /^configuration\.konghq\.com$/, kinds: /^((TCP|UDP)Ingress|KongRoute)$/, because: route },
    { group: /^gateway\.solo\.io$/, kinds: /^(VirtualService|RouteTable)$/, because: route },
    { group: /^zalando\.org$/, kinds: /^RouteGroup$/, because: route },
    { group: /^ingress\.v\d\.haproxy\.(org|com)$/, kinds: /^TCP$/, because: route },
    { group: /^cis\.f5\.com$/, kinds: /^(TransportServer|IngressLink)$/, because: route },
    { group: /^korifi\.cloudfoundry\.org$/, kinds: /^CFRoute$/, because: route },
    { group: /^(tyk\.tyk\.io|gravitee\.io)$/, kinds: /^Api(V4)?Definition$/, because: route },
    { group: /^gateway\.kusk\.io$/, kinds: /^API$/, because: route },
    { group: /^k8s\.nginx\.org$/, kinds: /^(VirtualServer|VirtualServerRoute|TransportServer)$/, because: route },
    { group: /^(x\.)?getambassador\.io$/, kinds: /^(Ambassador)?(Host|Listener|Mapping|TCPMapping)$/, because: route },
    { group: /^apisix\.apache\.org$/, kinds: /^ApisixRoute$/, because: route },
    { group: /^gateway-operator\.konghq\.com$/, kinds: /^(DataPlane|GatewayConfiguration)$/, because: route },
    // By default, its chart installs an Ingress controller with a load balancer (docs.gitlab.com/operator).
    { group: /^apps\.gitlab\.com$/, kinds: /^GitLab$/, because: applied },
    { group: /^install\.istio\.io$/, kinds: /^IstioOperator$/, because: applied },
    { group: /^kuma\.io$/, kinds: /^MeshGatewayInstance$/, because: route },
    { group: /^operator\.knative\.dev$/, kinds: /^KnativeServing$/, because: applied },
    { group: /^serving\.kserve\.io$/, kinds: /^(InferenceService|InferenceGraph)$/, because: route },
    { group: /^openfaas\.com$/, kinds: /^Function$/, because: route },
    { group: /^serving\.knative\.dev$/, kinds: /^(Service|Route|DomainMapping)$/, because: route },
    // Tailscale's other kinds are about routes, names and recordings within a private network
    // (tailscale.com/docs/kubernetes-operator).
    { group: /^tailscale\.com$/, kinds: /^ProxyGroup$/, because: tunnel },
    // Teleport's proxy publishes the application (goteleport.com/docs, Application access).
    { group: /^resources\.teleport\.dev$/, kinds: /^TeleportApp(V\d+)?$/, because: tunnel },
    {
        group: /^((ingress\.k8s|ngrok\.k8s|bindings\.k8s)\.ngrok\.com|networking\.cfargotunnel\.com|inletsoperator\.inlets\.dev)$/,
        because: tunnel,
    },
    {
        group: /^(metallb\.io|cilium\.io)$/,
        kinds: /^(IPAddressPool|CiliumLoadBalancerIPPool|CiliumEnvoyConfig)$/,
        because: route,
    },
];

// Kubernetes' own groups, whose kinds the rules know individually.
const builtIn =
    /^(core|apps|batch|extensions|policy|autoscaling|(networking|gateway\.networking|rbac\.authorization|storage|scheduling|coordination|discovery|events|node|certificates|admissionregistration|apiextensions|apiregistration|flowcontrol\.apiserver|authentication|authorization|resource|metrics|snapshot\.storage)\.k8s\.io)$/;

// Names of kinds in unlisted groups that imply exposure.
const namedToExpose =
    /^(?!.*(Egress|NAT)).*(Ingress|Gateway|HTTPProxy|VirtualServer|LoadBalancer|Tunnel|Expose\w*)$|^Route$/;

// Constraints reject objects, and therefore name what they reject, but publish nothing.
const guards = /^(constraints|templates)\.gatekeeper\.sh$/;

// The table lists the AWS kinds that expose; a VPC's gateway does not by itself.
const ofAws = /(\.services\.k8s\.aws|\.aws(\.m|\.jet)?\.(upbound|crossplane)\.io)$/;

/** Reports an object of a kind that publishes Services by another path, or whose properties ask its controller to. */
export function checkExposingKind(manifest: Manifest, check: CheckObject): readonly Finding[] {
    const { group, kind } = manifest;
    if (isSafeKind(group, kind)) return [];
    if (isMutatingPolicy(manifest)) return checkExpressions(manifest);
    const entry = table.find(({ group: groups, kinds }) => groups.test(group) && (kinds?.test(kind) ?? true));
    if (entry && !isClusterLocal(manifest)) return [reported(manifest, entry.because)];
    if (isRouter(manifest)) return checkRouter(manifest);
    if (isKyverno(manifest)) return checkKyverno(manifest, check);
    if (guards.test(group) || builtIn.test(group)) return [];
    if (ofAws.test(group)) return checkAddressed(manifest);
    if (isMutation(manifest)) return checkMutation(manifest);
    if (isVirtualService(manifest)) return checkVirtualService(manifest);
    if (namedToExpose.test(kind))
        return [reported(manifest, "the name of its kind implies that it publishes Services")];
    for (const check of [checkPublishedByDefault, checkNodeClass, checkCustom]) {
        const open = check(manifest);
        if (open.length > 0) return open;
    }
    return checkEmbedded(manifest, check);
}

const reported = ({ resource, kind, group }: Manifest, because: string): Finding =>
    finding(resource, {
        actual: `its kind is ${kind} of ${group}: ${because}`,
        expected: "the API gateway as the only public entry point",
        change: "remove it, and publish the API through the gateway",
    });

interface SafeKinds {
    readonly group: string;
    readonly kinds: RegExp;
}

// Kinds whose controllers never create a Service, Ingress or pod: DNS records, locations of secrets, queries.
const safeKinds: readonly SafeKinds[] = [
    { group: "externaldns.k8s.io", kinds: /^DNSEndpoint$/ },
    { group: "secrets-store.csi.x-k8s.io", kinds: /^SecretProviderClass$/ },
    // Only scrape targets and alerts; Prometheus and Alertmanager run pods.
    { group: "monitoring.coreos.com", kinds: /^(PrometheusRule|ServiceMonitor|PodMonitor|Probe|ScrapeConfig)$/ },
    { group: "grafana.integreatly.org", kinds: /^Grafana(Dashboard|Datasource|Folder|AlertRuleGroup)$/ },
];

/** Whether a custom kind cannot publish anything, so that its values may be unknown. */
const isSafeKind = (group: string, kind: string): boolean =>
    safeKinds.some((entry) => entry.group === group && entry.kinds.test(kind));
