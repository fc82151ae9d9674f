import { hasPeer } from "./gateway/peer";
import { type GatewayBench, type Measured, names } from "./measure-gateway";

/** A goal of the local gateway and its measurement; undefined figures were not measured. */
export interface Goal {
    readonly words: string;
    readonly ratio: number | undefined;
    /** The same by the CPU time of a request, which a busy machine hardly changes. */
    readonly byCpu?: number | undefined;
    readonly atLeast: number;
}

/** The goals, as ratios of requests per second. */
export function goals(servers: readonly Measured[]): readonly Goal[] {
    const loadOf = (name: string) => servers.find((each) => each.name === name)?.load;
    const goal = (words: string, one: string, other: string, atLeast: number): Goal => {
        const [above, below] = [loadOf(one), loadOf(other)];
        if (above === undefined || below === undefined) return { words, ratio: undefined, atLeast };
        const byCpu = above.cpu && below.cpu ? below.cpu / above.cpu : undefined;
        return { words, ratio: above.requestsPerSecond / below.requestsPerSecond, byCpu, atLeast };
    };
    return [
        goal("uncached against the plain proxy", names.uncached, names.proxy, 0.7),
        goal("cached against the app alone", names.cached, names.app, 1),
        goal("uncached against the peer", names.uncached, names.peer, 3),
    ];
}

/** The table of the servers in Markdown, and under it the goals, the mixed requests and the memory. */
export function renderGatewayBench({ servers, mixed, memory }: GatewayBench): string {
    const rows = servers.map(({ name, load }) =>
        load === undefined
            ? `| ${name} | ${absent(name)} | | |`
            : `| ${name} | ${Math.round(load.requestsPerSecond).toLocaleString("en")} | ${load.p99} ms | ${load.cpu ? `${Math.round(load.cpu)} µs` : ""} |`,
    );
    const lines = goals(servers).map(({ words, ratio, byCpu, atLeast }) => {
        if (ratio === undefined) return `${words}: not measured, goal ${atLeast}`;
        const cpu = byCpu === undefined ? "" : `, by CPU time ${byCpu.toFixed(2)}`;
        return `${words}: ${ratio.toFixed(2)}, goal ${atLeast}${ratio < atLeast ? ", missed" : ""}${cpu}`;
    });
    const { before, after } = memory;
    const size = (megabytes: number) => megabytes.toFixed(0);
    return [
        "| server | requests a second | p99 | its CPU time a request |\n| --- | ---: | ---: | ---: |",
        ...rows,
        "",
        ...lines,
        `${mixed.requests.toLocaleString("en")} mixed requests: ${mixed.wrong} wrong responses${mixed.example ? `, such as ${mixed.example}` : ""}`,
        `Memory of the gateway before and after them: RSS ${size(before.rss)} and ${size(after.rss)} MB, heap ${size(before.heap)} and ${size(after.heap)} MB`,
        "",
    ].join("\n");
}

function absent(name: string): string {
    if (name === names.peer && !hasPeer()) return "not installed: npm run bench -- --install-peer";
    return "not installed";
}
