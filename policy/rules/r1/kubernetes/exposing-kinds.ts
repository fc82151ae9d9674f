import { type Finding, finding } from "../../../reading/finding";
import type { Manifest } from "../../../reading/manifest";
import { isObject, knownValue, read } from "../../../reading/value";
import { type CheckObject, checkAddressed, checkCustom, checkEmbedded, opaque } from "./custom-object";
import { checkVirtualService, isClusterLocal, isVirtualService } from "./gateway";
import { checkNodeClass } from "./object-references";
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
    /** Whether it only shows that others may publish, so that the object alone decides nothing. */
    readonly undecided?: true;
}

const route = "it publishes a Service through a proxy that is not the API gateway";
const tunnel = "it opens a tunnel that bypasses the API gateway";
const cloud = { because: "its controller creates AWS resources that no policy sees", undecided: true } as const;
const applied = { because: "its controller applies objects that no policy sees", undecided: true } as const;

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
    { group: new RegExp(`^(${exposureServices})\\.services\\.k8s\\.aws$`), ...cloud },
    { group: new RegExp(`^(${exposureServices})\\.aws(\\.m|\\.jet)?\\.(upbound|crossplane)\\.io$`), ...cloud },
    {
        group: /^ec2\.(services\.k8s\.aws|aws(\.m|\.jet)?\.(upbound|crossplane)\.io)$/,
        kinds: exposureMachines,
        ...cloud,
    },
    { group: /^(kubernetes|helm)(\.m)?\.crossplane\.io$/, kinds: /^(Object|Release)$/, ...applied },
    { group: /^((helm|kustomize)\.toolkit|helm)\.fluxcd\.io$/, ...applied },
    { group: /^fluxcd\.controlplane\.io$/, kinds: /^(FluxInstance|ResourceSet)$/, ...applied },
    { group: /^addons\.cluster\.x-k8s\.io$/, kinds: /^(HelmChartProxy|ClusterResourceSet)$/, ...applied },
    { group: /^configsync\.gke\.io$/, kinds: /^(RootSync|RepoSync)$/, ...applied },
    { group: /^config\.projectsveltos\.io$/, kinds: /^(Cluster)?Profile$/, ...applied },
    { group: /^tf\.(galleybytes|isaaguilar)\.com$/, kinds: /^Terraform$/, ...applied },
    { group: /^auto\.pulumi\.com$/, kinds: /^(Workspace|Update)$/, ...applied },
    { group: /^argoproj\.io$/, kinds: /^(Application|ApplicationSet)$/, ...applied },
    { group: /^(helm\.cattle\.io|fleet\.cattle\.io)$/, ...applied },
    { group: /^(kappctrl\.k14s\.io|packaging\.carvel\.dev)$/, kinds: /^(App|PackageInstall)$/, ...applied },
    { group: /^(core\.oam\.dev|kro\.run)$/, kinds: /^(Application|ResourceGraphDefinition)$/, ...applied },
    { group: /^apiextensions\.crossplane\.io$/, kinds: /^Composition(Revision)?$/, ...applied },
    { group: /^pulumi\.com$/, kinds: /^(Stack|Program)$/, ...applied },
    { group: /^infra\.contrib\.fluxcd\.io$/, kinds: /^Terraform$/, ...applied },
    { group: /^(tf|opentofu)(\.m)?\.upbound\.io$/, kinds: /^Workspace$/, ...applied },
    { group: /^app\.terraform\.io$/, kinds: /^(Workspace|Module)$/, ...applied },
    { group: /^networking\.istio\.io$/, kinds: /^Gateway$/, because: route },
    { group: /^route\.openshift\.io$/, kinds: /^Route$/, because: route },
    { group: /^projectcontour\.io$/, kinds: /^HTTPProxy$/, because: route },
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
    { group: /^apps\.gitlab\.com$/, kinds: /^GitLab$/, because: route },
    { group: /^install\.istio\.io$/, kinds: /^IstioOperator$/, ...applied },
    { group: /^kuma\.io$/, kinds: /^MeshGatewayInstance$/, because: route },
    { group: /^operator\.knative\.dev$/, kinds: /^KnativeServing$/, ...applied },
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
        because: "it gives addresses to Services or configures their proxy",
        undecided: true,
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
    if (entry && !isClusterLocal(manifest)) return [reported(manifest, entry)];
    if (isRouter(manifest)) return checkRouter(manifest);
    if (isKyverno(manifest)) return checkKyverno(manifest, check);
    if (guards.test(group) || builtIn.test(group)) return [];
    if (ofAws.test(group)) return checkAddressed(manifest);
    if (isMutation(manifest)) return checkMutation(manifest);
    if (isVirtualService(manifest)) return checkVirtualService(manifest);
    if (namedToExpose.test(kind)) return [reported(manifest, named)];
    for (const check of [checkPublishedByDefault, checkNodeClass, checkCustom]) {
        const open = check(manifest);
        if (open.length > 0) return open;
    }
    return checkEmbedded(manifest, check);
}

const named = { because: "a kind of this name may publish Services", undecided: true } as const;

function reported(manifest: Manifest, { because, undecided }: Omit<Exposing, "group">): Finding {
    const { resource, kind, group } = manifest;
    const actual = `its kind is ${kind} of ${group}: ${because}`;
    if (!undecided || isPublic(manifest))
        return finding(resource, {
            actual,
            expected: "the API gateway as the only public entry point",
            change: "remove it, and publish the API through the gateway",
        });
    return opaque(resource, {
        actual,
        decidedBy: "a review of what its controller creates",
        change: "declare what it creates as resources of the program, or waive it after the review",
    });
}

// Names and values of ACK and Crossplane: their load balancers face the internet unless they say otherwise.
const balancers = /^(elbv2|elb)\./;
const functionUrls = /^Function(URL|Url)(Config)?$/;

/** Whether an object for AWS asks for a public load balancer or for a function URL without authentication. */
function isPublic({ resource, group, kind, at, patch }: Manifest): boolean {
    const own = read(resource.props, ...at, "spec", "forProvider");
    const spec = knownValue(own.state === "absent" ? read(resource.props, ...at, "spec") : own) ?? null;
    if (!isObject(spec)) return false;
    if (functionUrls.test(kind)) return spec.authType === "NONE" || spec.authorizationType === "NONE";
    if (!balancers.test(group) || !/^(LoadBalancer|LB|ELB)$/.test(kind)) return false;
    const scheme = spec.scheme ?? spec.internal;
    return scheme === undefined ? !patch : scheme === "internet-facing" || scheme === false;
}

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
