/** When Amazon EKS supports a Kubernetes version, and what runs beside it; dates such as `2027-03-27`, each the last day. */
export interface KubernetesVersion {
    readonly version: string;
    readonly standardUntil: string;
    /** Until then EKS runs the version for a higher price per cluster and hour, then updates the cluster by itself. */
    readonly extendedUntil: string;
    /** Release of the Cluster Autoscaler for this version. */
    readonly autoscaler: string;
}

/**
 * Versions that Amazon EKS supports, oldest first, from its release calendar
 * (docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html, read 2026-11 through endoflife.date/amazon-eks; 1.36 also
 * in aws-samples/sample-apex-skills, cluster-lifecycle). A version whose extended support has ended is to be removed.
 * Releases of the Cluster Autoscaler: github.com/kubernetes/autoscaler/releases, read 2026-07-24.
 */
export const kubernetesVersions: readonly KubernetesVersion[] = [
    { version: "1.32", standardUntil: "2026-03-23", extendedUntil: "2027-03-23", autoscaler: "1.32.2" },
    { version: "1.33", standardUntil: "2026-07-29", extendedUntil: "2027-07-29", autoscaler: "1.33.6" },
    { version: "1.34", standardUntil: "2026-12-02", extendedUntil: "2027-12-02", autoscaler: "1.34.5" },
    { version: "1.35", standardUntil: "2027-03-27", extendedUntil: "2028-03-27", autoscaler: "1.35.2" },
    { version: "1.36", standardUntil: "2027-08-02", extendedUntil: "2028-08-02", autoscaler: "1.36.1" },
];

/** Price of a cluster in extended support (aws.amazon.com/eks/pricing). */
export const extendedPrice = "for 0.60 instead of 0.10 USD an hour";

/** Day on which the table was read. */
const readOn = "2026-11-28";

/** The newest version in the table. */
export const newestKubernetesVersion: string = kubernetesVersions.at(-1)?.version ?? "";

/** How EKS supports a version on a day such as `2026-11-28`. */
export function kubernetesSupport(version: string, day: string): "standard" | "extended" | "none" {
    const entry = find(version);
    if (!entry || day > entry.extendedUntil) return "none";
    return day > entry.standardUntil ? "extended" : "standard";
}

/**
 * The support policy of a cluster that sets none: a cluster cannot leave extended support without an upgrade, so that
 * `standard` would fail for a version that had entered it when the table was read. The current day plays no part: EKS
 * rejects a change to `extended` once standard support has ended.
 */
export function defaultSupportType(version: string): "standard" | "extended" {
    return kubernetesSupport(version, readOn) === "standard" ? "standard" : "extended";
}

/** Image of the Cluster Autoscaler for a version of the table. */
export function autoscalerImage(version: string): string {
    return `registry.k8s.io/autoscaling/cluster-autoscaler:v${find(version)?.autoscaler}`;
}

function find(version: string): KubernetesVersion | undefined {
    return kubernetesVersions.find((own) => own.version === version);
}
