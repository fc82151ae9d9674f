/** Versions by Kubernetes version, or one for every Kubernetes version. */
type Versions = string | Readonly<Record<string, string>>;

/**
 * The default version of each add-on: docs.aws.amazon.com/eks/latest/userguide, managing-coredns.html, managing-kube-proxy.html
 * and managing-vpc-cni.html as of 2026-09-26 (through stackshy/cloudemu, providers/aws/eks). Those of the others are approximate.
 */
const defaults: Readonly<Record<string, Versions>> = {
    "amazon-cloudwatch-observability": "v6.4.0-eksbuild.1",
    coredns: {
        "1.32": "v1.11.4-eksbuild.53",
        "1.33": "v1.12.4-eksbuild.31",
        "1.34": "v1.13.2-eksbuild.24",
        "1.35": "v1.14.3-eksbuild.16",
        "1.36": "v1.14.3-eksbuild.16",
    },
    "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
    "kube-proxy": {
        "1.32": "v1.32.13-eksbuild.28",
        "1.33": "v1.33.10-eksbuild.25",
        "1.34": "v1.34.6-eksbuild.25",
        "1.35": "v1.35.3-eksbuild.25",
        "1.36": "v1.36.0-eksbuild.21",
    },
    "metrics-server": "v0.8.1-eksbuild.1",
    "vpc-cni": "v1.22.4-eksbuild.3",
};

/**
 * The version of an add-on that EKS offers for a Kubernetes version.
 * @param mostRecent the newest version instead of the default one; here it has the next build number.
 * @returns undefined for an add-on that is not simulated.
 */
export function offeredAddon(name: string, kubernetesVersion: string, mostRecent: boolean): string | undefined {
    const version = defaultOf(name, kubernetesVersion);
    return mostRecent ? version?.replace(/\d+$/, (build) => String(Number(build) + 1)) : version;
}

/** Whether EKS offers a version of an add-on for a Kubernetes version, as far as is known; an empty string is unknown. */
export function isOfferedAddon(name: string, version: string, kubernetesVersion: string): boolean {
    const versions = defaults[name];
    if (kubernetesVersion === "" || typeof versions !== "object") return true;
    const isOf = (own: string) => [false, true].some((mostRecent) => offeredAddon(name, own, mostRecent) === version);
    return isOf(kubernetesVersion) || !Object.keys(versions).some(isOf);
}

function defaultOf(name: string, kubernetesVersion: string): string | undefined {
    const versions = defaults[name];
    return typeof versions === "object" ? versions[kubernetesVersion] : versions;
}
