import type { Path } from "../../../reading/value";

/** A chart and the versions of it whose values.yaml was read. */
export interface Chart {
    /** Addresses of its repositories, without `https://` or `oci://` and without the chart. */
    readonly from: readonly string[];
    readonly chart: string;
    /** First version whose defaults were read. Default: every older one. */
    readonly since?: string;
    /** First major version that was not read. */
    readonly below: number;
    /** Services that are public unless their values say otherwise; absent for a chart that publishes nothing. */
    readonly publishes?: readonly Published[];
}

/** A Service of a chart that is public by default. */
export interface Published {
    /** Path of its values; the type and the annotations are below, the type also at `spec.type`. */
    readonly service: Path;
    /** Its type by default. Default: a load balancer. */
    readonly type?: "NodePort";
    /** The value that has to be true for it to exist. Default: it exists. */
    readonly enabledBy?: Path;
    /** Values that switch the Service off if they are false. */
    readonly switches?: readonly Path[];
}

const of =
    (...from: string[]) =>
    (chart: string, below: number, since?: string): Chart => ({
        from,
        chart,
        below,
        ...(since === undefined ? {} : { since }),
    });
const publishing = (chart: Chart, ...publishes: Published[]): Chart => ({ ...chart, publishes });

const eks = of("aws.github.io/eks-charts");
const prometheus = of("prometheus-community.github.io/helm-charts", "ghcr.io/prometheus-community/charts");
const grafana = of("grafana.github.io/helm-charts", "grafana-community.github.io/helm-charts");
const argo = of("argoproj.github.io/argo-helm", "ghcr.io/argoproj/argo-helm");
const istio = of("istio-release.storage.googleapis.com/charts");
const kubernetes = of("kubernetes.github.io/ingress-nginx");
const bitnami = of(
    "charts.bitnami.com/bitnami",
    "registry-1.docker.io/bitnamicharts",
    "raw.githubusercontent.com/bitnami/charts/archive-full-index/bitnami",
);

/**
 * Charts that publish nothing unless their values say so: in every version that was read, each Service is a ClusterIP and
 * no Ingress is enabled. The source is the values.yaml of the repository that the line names, through its history
 * where versions are given. Some, such as kube-prometheus-stack with its node-exporter, run pods in the network of each
 * node or open a port there; they count as quiet, because the addresses and security groups of nodes are checked as those
 * of machines.
 */
const quiet: readonly Chart[] = [
    // github.com/cert-manager/cert-manager, deploy/charts/cert-manager (v0.6 to v1.20)
    of("charts.jetstack.io", "quay.io/jetstack/charts")("cert-manager", 2),
    // github.com/kubernetes-sigs/metrics-server, charts/metrics-server (3.5.0 to 3.13.1)
    of("kubernetes-sigs.github.io/metrics-server")("metrics-server", 4, "3.5.0"),
    // github.com/kubernetes-sigs/external-dns, charts/external-dns (1.2.0 to 1.21.1)
    of("kubernetes-sigs.github.io/external-dns")("external-dns", 2, "1.2.0"),
    // github.com/aws/karpenter-provider-aws, charts/karpenter (0.2.3 to 1.14.1)
    of("public.ecr.aws/karpenter", "charts.karpenter.sh")("karpenter", 2),
    of("public.ecr.aws/karpenter")("karpenter-crd", 2),
    // github.com/kubernetes/autoscaler, cluster-autoscaler/charts/cluster-autoscaler (1.0.0 to 9.59.0)
    of("kubernetes.github.io/autoscaler")("cluster-autoscaler", 10),
    // github.com/kubernetes-sigs/aws-ebs-csi-driver, charts/aws-ebs-csi-driver (0.6.2 to 2.64.0)
    of("kubernetes-sigs.github.io/aws-ebs-csi-driver")("aws-ebs-csi-driver", 3),
    // github.com/kubernetes-sigs/aws-efs-csi-driver, charts/aws-efs-csi-driver (0.3.0 to 4.4.1)
    of("kubernetes-sigs.github.io/aws-efs-csi-driver")("aws-efs-csi-driver", 5),
    // github.com/kubernetes-sigs/secrets-store-csi-driver, charts/secrets-store-csi-driver (0.0.1 to 1.6.0)
    of("kubernetes-sigs.github.io/secrets-store-csi-driver/charts")("secrets-store-csi-driver", 2),
    // github.com/external-secrets/external-secrets, deploy/charts/external-secrets (0.1.0 to 2.9.0)
    of("charts.external-secrets.io")("external-secrets", 3),
    // github.com/aws/eks-charts, stable; the controller's own Service is its webhook
    eks("aws-load-balancer-controller", 4),
    eks("aws-for-fluent-bit", 1),
    eks("aws-cloudwatch-metrics", 1),
    eks("aws-vpc-cni", 2),
    eks("appmesh-controller", 2),
    eks("aws-efa-k8s-device-plugin", 1),
    // github.com/fluent/helm-charts, charts
    of("fluent.github.io/helm-charts")("fluent-bit", 1),
    of("fluent.github.io/helm-charts")("fluentd", 1),
    // github.com/grafana/loki, production/helm/loki (0.5.0 to 7.3.0); its gateway is nginx behind a ClusterIP
    grafana("loki", 8),
    // github.com/grafana/helm-charts and grafana-community/helm-charts, charts
    grafana("grafana", 13),
    grafana("loki-stack", 3),
    grafana("promtail", 7),
    // github.com/prometheus-community/helm-charts, charts
    prometheus("kube-prometheus-stack", 89),
    prometheus("prometheus", 30),
    prometheus("alertmanager", 2),
    prometheus("kube-state-metrics", 9),
    prometheus("prometheus-node-exporter", 5),
    prometheus("prometheus-adapter", 6),
    // github.com/argoproj/argo-helm, charts
    argo("argo-cd", 11),
    argo("argo-rollouts", 3),
    argo("argo-events", 3),
    // github.com/kedacore/charts, keda (1.0.0 to 2.20.2)
    of("kedacore.github.io/charts")("keda", 3),
    // github.com/vmware-tanzu/helm-charts, charts/velero (2.7.3 to 12.1.0)
    of("vmware-tanzu.github.io/helm-charts")("velero", 13),
    // github.com/istio/istio, manifests/charts: base, istio-control/istio-discovery, istio-cni, ztunnel
    istio("base", 2),
    istio("istiod", 2),
    istio("cni", 2),
    istio("ztunnel", 2),
    // github.com/jenkinsci/helm-charts, charts/jenkins (to 5.9.53); its CHANGELOG.md: a load balancer before 1.9.0
    of("charts.jenkins.io")("jenkins", 6, "1.9.0"),
    // github.com/hashicorp/vault-helm (0.2.0 to 0.34.1)
    of("helm.releases.hashicorp.com")("vault", 1, "0.2.0"),
    // github.com/kyverno/kyverno, charts/kyverno
    of("kyverno.github.io/kyverno")("kyverno", 4),
    // github.com/bitnami/charts, bitnami
    bitnami("redis", 24),
    bitnami("postgresql", 18),
    bitnami("mysql", 15),
    bitnami("mongodb", 18),
    bitnami("memcached", 9),
    bitnami("external-dns", 10),
    bitnami("metrics-server", 8),
];

const plain: Published = { service: ["service"] };

const ofKong = (service: string, more: Partial<Published> = {}): Published => ({
    service: [service],
    switches: [
        [service, "enabled"],
        ["deployment", "kong", "enabled"],
    ],
    ...more,
});

/** Charts that publish a Service unless their values say otherwise, in every version that was read. */
const published: readonly Chart[] = [
    // github.com/kubernetes/ingress-nginx, charts/ingress-nginx (2.0.0 to 4.15.1)
    publishing(kubernetes("ingress-nginx", 5), {
        service: ["controller", "service"],
        switches: [
            ["controller", "service", "enabled"],
            ["controller", "service", "external", "enabled"],
        ],
    }),
    // github.com/traefik/traefik-helm-chart, traefik (3.1.0 to 41.3.0); the type is at spec.type since 39.1
    publishing(of("traefik.github.io/charts", "helm.traefik.io/traefik", "ghcr.io/traefik/helm")("traefik", 42), {
        service: ["service"],
        switches: [["service", "enabled"]],
    }),
    // github.com/istio/istio, manifests/charts/gateway
    publishing(istio("gateway", 2), plain),
    // github.com/Kong/charts, charts/kong (0.36.5 to 3.4.1): values.yaml and templates/service-kong-*.yaml
    publishing(
        of("charts.konghq.com")("kong", 4),
        ofKong("proxy"),
        ofKong("udpProxy", { enabledBy: ["udpProxy", "enabled"] }),
        ofKong("admin", { enabledBy: ["admin", "enabled"], type: "NodePort" }),
        ...["manager", "portal", "portalapi"].map((service) =>
            ofKong(service, { enabledBy: ["enterprise", "enabled"], type: "NodePort" }),
        ),
    ),
    // github.com/nginxinc/kubernetes-ingress, charts/nginx-ingress (1.0.0 to 2.1.0)
    publishing(of("helm.nginx.com/stable", "ghcr.io/nginx/charts")("nginx-ingress", 3), {
        service: ["controller", "service"],
        switches: [["controller", "service", "create"]],
    }),
    // github.com/emissary-ingress/emissary, charts/emissary-ingress
    publishing(of("app.getambassador.io")("emissary-ingress", 9), plain),
    publishing(of("app.getambassador.io", "www.getambassador.io")("ambassador", 8), plain),
    // github.com/bitnami/charts, bitnami
    ...(
        [
            ["nginx", 23],
            ["apache", 12],
            ["wordpress", 28],
            ["ghost", 26],
            ["drupal", 24],
            ["tomcat", 14],
            ["redmine", 35],
            ["moodle", 29],
            ["haproxy", 4],
            ["nginx-ingress-controller", 13],
        ] as const
    ).map(([chart, below]) => publishing(bitnami(chart, below), plain)),
];

/** Every chart whose defaults were read. */
export const charts: readonly Chart[] = [...quiet, ...published];
