/** A metric's identity. */
export interface MetricName {
    readonly namespace: string;
    readonly metricName: string;
    readonly dimensions: Readonly<Record<string, string>>;
}

interface Sample {
    readonly second: number;
    readonly value: number;
}

/** Metrics of a simulated CloudWatch: samples with the second at which each was taken. */
export class Metrics {
    private readonly series = new Map<string, { readonly name: MetricName; readonly samples: Sample[] }>();

    /** Adds a sample. */
    put(name: MetricName, second: number, value: number): void {
        const key = keyOf(name);
        const known = this.series.get(key) ?? { name, samples: [] };
        known.samples.push({ second, value });
        this.series.set(key, known);
    }

    /**
     * The statistic of the samples from one second to before another; undefined without samples.
     *
     * CloudWatch interpolates percentiles of many samples; here it is the nearest rank.
     */
    statistic(name: MetricName, statistic: string, from: number, to: number): number | undefined {
        const { samples = [] } = this.series.get(keyOf(name)) ?? {};
        return statisticOf(
            samples.filter(({ second }) => second >= from && second < to).map(({ value }) => value),
            statistic,
        );
    }

    /** Metrics of a namespace that have a name and exactly the given dimensions. */
    find(namespace: string, metricName: string, dimensions: readonly string[]): MetricName[] {
        return [...this.series.values()]
            .map(({ name }) => name)
            .filter(
                (name) =>
                    name.namespace === namespace &&
                    name.metricName === metricName &&
                    Object.keys(name.dimensions).sort().join() === [...dimensions].sort().join(),
            );
    }
}

function keyOf({ namespace, metricName, dimensions }: MetricName): string {
    const sorted = Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
    return JSON.stringify([namespace, metricName, sorted]);
}

/** A statistic of values; undefined without values. */
export function statisticOf(values: readonly number[], statistic: string): number | undefined {
    if (values.length === 0) return undefined;
    const sum = values.reduce((total, value) => total + value, 0);
    switch (statistic) {
        case "Sum":
            return sum;
        case "Average":
            return sum / values.length;
        case "Minimum":
            return Math.min(...values);
        case "Maximum":
            return Math.max(...values);
        case "SampleCount":
            return values.length;
    }
    const [, percent] = /^p(\d+(?:\.\d+)?)$/.exec(statistic) ?? [];
    if (percent === undefined) throw new Error(`unknown statistic "${statistic}"`);
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil((Number(percent) / 100) * sorted.length) - 1)];
}
