interface Inert {
    readonly group: string;
    readonly kinds: RegExp;
}

// Kinds whose controllers make no Service, Ingress or pod, whatever an object says: a record, a secret's place, a query.
const table: readonly Inert[] = [
    { group: "externaldns.k8s.io", kinds: /^DNSEndpoint$/ },
    { group: "secrets-store.csi.x-k8s.io", kinds: /^SecretProviderClass$/ },
    // What is scraped and what is alerted of; Prometheus and Alertmanager run pods.
    { group: "monitoring.coreos.com", kinds: /^(PrometheusRule|ServiceMonitor|PodMonitor|Probe|ScrapeConfig)$/ },
    { group: "grafana.integreatly.org", kinds: /^Grafana(Dashboard|Datasource|Folder|AlertRuleGroup)$/ },
];

/** Whether an object of a custom kind can publish nothing, so that its values may be unknown. */
export const isInert = (group: string, kind: string): boolean =>
    table.some((entry) => entry.group === group && entry.kinds.test(kind));
