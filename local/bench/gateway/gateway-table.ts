import { type GatewayBench, type Measured, names } from "./measure-gateway";
import { hasPeer } from "./peer";

/** A goal of the local gateway, and what was measured; undefined figures were not. */
export interface Goal {
    readonly words: string;
    readonly ratio: number | undefined;
    readonly atLeast: number;
}

/** The goals, as ratios of requests per second. */
export function goals(servers: readonly Measured[]): readonly Goal[] {
    const rate = (name: string) => servers.find((each) => each.name === name)?.load?.requestsPerSecond;
    const ratio = (one: string, other: string) => {
        const [above, below] = [rate(one), rate(other)];
        return above === undefined || below === undefined ? undefined : above / below;
    };
    return [
        { words: "uncached against the plain proxy", ratio: ratio(names.uncached, names.proxy), atLeast: 0.7 },
        { words: "cached against the app alone", ratio: ratio(names.cached, names.app), atLeast: 1 },
        { words: "uncached against the peer", ratio: ratio(names.uncached, names.peer), atLeast: 3 },
    ];
}

/** The table of the servers in Markdown, and under it the goals, the mixed requests and the memory. */
export function renderGatewayBench({ servers, mixed, memory }: GatewayBench): string {
    const rows = servers.map(({ name, load }) =>
        load === undefined
            ? `| ${name} | ${absent(name)} | |`
            : `| ${name} | ${Math.round(load.requestsPerSecond).toLocaleString("en")} | ${load.p99} ms |`,
    );
    const lines = goals(servers).map(({ words, ratio, atLeast }) => {
        if (ratio === undefined) return `${words}: not measured, goal ${atLeast}`;
        return `${words}: ${ratio.toFixed(2)}, goal ${atLeast}${ratio < atLeast ? ", missed" : ""}`;
    });
    const { before, after } = memory;
    const size = (megabytes: number) => megabytes.toFixed(0);
    return [
        "| server | requests a second | p99 |\n| --- | ---: | ---: |",
        ...rows,
        "",
        ...lines,
        `${mixed.requests.toLocaleString("en")} mixed requests: ${mixed.wrong} wrong answers${mixed.example ? `, such as ${mixed.example}` : ""}`,
        `Memory of the gateway before and after them: RSS ${size(before.rss)} and ${size(after.rss)} MB, heap ${size(before.heap)} and ${size(after.heap)} MB`,
        "",
    ].join("\n");
}

function absent(name: string): string {
    if (name === names.peer && !hasPeer()) return "not installed: npm run bench -- --install-peer";
    return "not installed";
}
