import { extendedPrice, kubernetesSupport, kubernetesVersions } from "../kubernetes-versions";

/** Days before the end of support from which a warning is given. */
const warningDays = 90;

/**
 * The warning about the end of support for a cluster, from 90 days before it.
 * @param supportType policy of the cluster for the end of standard support.
 * @param day the current day, such as `2026-11-28`.
 * @returns one sentence; undefined if there is nothing to do yet, or the version is not in the table.
 */
export function supportWarning(version: string, supportType: "standard" | "extended", day: string): string | undefined {
    const index = kubernetesVersions.findIndex((own) => own.version === version);
    const entry = kubernetesVersions[index];
    if (!entry) return undefined;
    const { standardUntil, extendedUntil } = entry;
    const next = kubernetesVersions[index + 1]?.version ?? "the next version";
    const support = kubernetesSupport(version, day);
    const upgrades = `it ${support === "standard" ? "then " : ""}upgrades the cluster to ${next} at a time of its choosing`;
    if (support === "none") return `EKS ended its support of Kubernetes ${version} on ${extendedUntil}: ${upgrades}`;
    if (support === "standard") {
        if (daysBetween(day, standardUntil) > warningDays) return undefined;
        const effect = supportType === "standard" ? upgrades : `the cluster then runs ${extendedPrice}`;
        return `EKS ends standard support of Kubernetes ${version} on ${standardUntil}: ${effect}; upgrade to ${next} before`;
    }
    if (supportType === "standard")
        return `EKS ended standard support of Kubernetes ${version} on ${standardUntil}: ${upgrades}`;
    const end = daysBetween(day, extendedUntil) > warningDays ? "" : `; EKS then upgrades the cluster to ${next}`;
    return `Kubernetes ${version} is in extended support, ${extendedPrice}, until ${extendedUntil}${end}`;
}

function daysBetween(from: string, to: string): number {
    return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}
