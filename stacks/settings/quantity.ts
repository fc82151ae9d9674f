// kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity
const memoryUnits: Readonly<Record<string, number>> = {
    k: 1e3,
    M: 1e6,
    G: 1e9,
    T: 1e12,
    Ki: 2 ** 10,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
    Ti: 2 ** 40,
};

/** Value of a Kubernetes quantity, in CPUs or bytes: "250m" is 0.25, "1Ki" is 1024; undefined if it is not one. */
export function quantityOf(text: string): number | undefined {
    const [, digits, unit = ""] = /^(\d{1,16}(?:\.\d{1,16})?)(m|Ki|Mi|Gi|Ti|k|M|G|T)?$/.exec(text) ?? [];
    return digits === undefined ? undefined : Number(digits) * (unit === "m" ? 1e-3 : (memoryUnits[unit] ?? 1));
}

// The largest EC2 instance, u7inh-32tb.480xlarge, has 1920 vCPUs and 32 TiB (aws.amazon.com/ec2/instance-types/u7i): no node
// could run a pod that requests more.
const maxCpu = 1920;
const maxMemory = 32 * 2 ** 40;

/** Returns the form that a CPU request misses; undefined for a valid one, such as "250m" or "1.5". */
export function cpuProblem(text: string): string | undefined {
    const match = /^(\d{1,16}(?:\.\d{1,16})?)(m?)$/.exec(text);
    if (!match || Number(match[1]) === 0) return 'a Kubernetes quantity such as "250m"';
    // Kubernetes allows no finer CPU (kubernetes.io/docs/concepts/configuration/manage-resources-containers).
    const isWhole = match[2] ? /^\d+(\.0+)?$/.test(match[1] ?? "") : /^\d+(\.\d{1,3}0*)?$/.test(match[1] ?? "");
    if (!isWhole) return 'a quantity of whole millicores such as "250m", as Kubernetes has no finer ones';
    const cpu = Number(match[1]) / (match[2] ? 1000 : 1);
    return cpu > maxCpu ? `at most "${maxCpu}", as no EC2 instance has more CPUs` : undefined;
}

/** Returns the form that a memory request misses; undefined for a valid one, such as "256Mi" or "1.5Gi". */
export function memoryProblem(text: string): string | undefined {
    const match = /^(\d{1,16}(?:\.\d{1,16})?)(Ki|Mi|Gi|Ti|k|M|G|T)$/.exec(text);
    if (!match || Number(match[1]) === 0) return 'a Kubernetes quantity such as "256Mi"';
    const bytes = Number(match[1]) * (memoryUnits[match[2] ?? ""] ?? 1);
    if (!Number.isInteger(bytes)) return 'a whole number of bytes, such as "1536Mi"';
    return bytes > maxMemory ? 'at most "32Ti", as no EC2 instance has more memory' : undefined;
}
