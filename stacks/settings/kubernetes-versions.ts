/** When Amazon EKS supports a Kubernetes version; dates such as `2027-03-27`, each the last day. */
export interface KubernetesVersion {
    readonly version: string;
    readonly standardUntil: string;
    /** Until then EKS runs the version for a higher price per cluster and hour, then updates the cluster by itself. */
    readonly extendedUntil: string;
}

/**
 * Versions that Amazon EKS supports, oldest first, from its release calendar
 * (docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html, read 2026-11 through endoflife.date/amazon-eks).
 * A version whose extended support has ended is to be removed.
 */
export const kubernetesVersions: readonly KubernetesVersion[] = [
    { version: "1.32", standardUntil: "2026-03-23", extendedUntil: "2027-03-23" },
    { version: "1.33", standardUntil: "2026-07-29", extendedUntil: "2027-07-29" },
    { version: "1.34", standardUntil: "2026-12-02", extendedUntil: "2027-12-02" },
    { version: "1.35", standardUntil: "2027-03-27", extendedUntil: "2028-03-27" },
    { version: "1.36", standardUntil: "2027-08-02", extendedUntil: "2028-08-02" },
];

/** The newest version in the table. */
export const newestKubernetesVersion: string = kubernetesVersions.at(-1)?.version ?? "";

/** How EKS supports a version on a day such as `2026-11-28`. */
export function kubernetesSupport(version: string, day: string): "standard" | "extended" | "none" {
    const entry = kubernetesVersions.find((own) => own.version === version);
    if (!entry || day > entry.extendedUntil) return "none";
    return day > entry.standardUntil ? "extended" : "standard";
}
