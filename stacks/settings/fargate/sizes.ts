import { quantityOf } from "../quantity";

/** CPU and memory of a task on Fargate. */
export interface FargateSize {
    /** vCPUs, such as 0.25. */
    readonly cpu: number;
    readonly memoryMib: number;
}

// Memory in GiB from a least to a largest value in steps, by vCPUs
// (docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size).
const ranges: readonly [cpu: number, least: number, largest: number, step: number][] = [
    [0.5, 1, 4, 1],
    [1, 2, 8, 1],
    [2, 4, 16, 1],
    [4, 8, 30, 1],
    [8, 16, 60, 4],
    [16, 32, 120, 8],
];

/** Every size of a task that Fargate has, in ascending order. */
export const fargateSizes: readonly FargateSize[] = [
    ...[512, 1024, 2048].map((memoryMib) => ({ cpu: 0.25, memoryMib })),
    ...ranges.flatMap(([cpu, least, largest, step]) =>
        Array.from({ length: (largest - least) / step + 1 }, (_, index) => ({
            cpu,
            memoryMib: (least + index * step) * 1024,
        })),
    ),
];

/** CPU and memory of an API, as Kubernetes quantities. */
export interface Quantities {
    readonly cpu: string;
    /** Default: the least that Fargate has for the CPU. */
    readonly memory?: string | undefined;
}

/** The size of a task that has the given CPU and memory; undefined if Fargate has no such size. */
export function fargateSize({ cpu, memory }: Quantities): FargateSize | undefined {
    const cpus = quantityOf(cpu);
    const mebibytes = memory === undefined ? undefined : mebibytesOf(memory);
    return fargateSizes.find((size) => size.cpu === cpus && (memory === undefined || size.memoryMib === mebibytes));
}

/** The sizes closest to a CPU and memory that are not a size, as `cpu "250m" with memory "512Mi"`. */
export function nearestSizes({ cpu, memory }: Quantities): string[] {
    const cpus = quantityOf(cpu) ?? 0;
    const mebibytes = memory === undefined ? undefined : mebibytesOf(memory);
    const candidates = memory === undefined ? leastSizes() : fargateSizes;
    const distance = (size: FargateSize) =>
        Math.abs(Math.log(size.cpu / cpus)) + Math.abs(Math.log(size.memoryMib / (mebibytes ?? size.memoryMib)));
    return [...candidates]
        .sort((one, other) => distance(one) - distance(other))
        .slice(0, 2)
        .map((size) => `cpu "${cpuText(size)}" with memory "${memoryText(size)}"`);
}

// For each CPU the least memory, which is the default.
function leastSizes(): FargateSize[] {
    return fargateSizes.filter((size, index) => size.cpu !== fargateSizes[index - 1]?.cpu);
}

function mebibytesOf(memory: string): number | undefined {
    const bytes = quantityOf(memory);
    return bytes === undefined ? undefined : bytes / 2 ** 20;
}

const cpuText = ({ cpu }: FargateSize) => (cpu < 1 ? `${cpu * 1000}m` : String(cpu));

const memoryText = ({ memoryMib }: FargateSize) =>
    memoryMib % 1024 === 0 ? `${memoryMib / 1024}Gi` : `${memoryMib}Mi`;
