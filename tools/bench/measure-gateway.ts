import { z } from "zod";
import { childrenOf } from "./gateway/cpu-time";
import { type Load, load } from "./gateway/load";
import { type Memory, memoryOf } from "./gateway/memory";
import { type Mixed, mixedRequests, sendMixed } from "./gateway/mixed-requests";
import { hasNginx, startNginx } from "./gateway/nginx";
import { type NodeServer, startNodeServer } from "./gateway/node-server";
import { hasPeer, peerName, startPeer } from "./gateway/peer";
import { median } from "./median";

/** A server and its measurements. */
export interface Measured {
    readonly name: string;
    /** Medians of the rounds; absent if the server is not installed. */
    readonly load?: Load;
}

/** Result of one run on one machine. */
export interface GatewayBench {
    readonly servers: readonly Measured[];
    readonly mixed: Mixed;
    readonly memory: { readonly before: Memory; readonly after: Memory };
}

interface Candidate {
    readonly name: string;
    readonly url: string;
    /** Its processes. */
    readonly pids: () => readonly number[];
}

/** Names of the servers. */
export const names = {
    app: "the app alone",
    proxy: "a plain proxy on node:http and undici",
    uncached: "the gateway, uncached",
    cached: "the gateway, cached",
    nginxUncached: "nginx with key and limit, uncached",
    nginxCached: "nginx with key and limit, cached",
    peer: peerName,
} as const;

const helloSchema = z.object({ origin: z.string(), app: z.string(), keys: z.array(z.string()) });
const originSchema = z.object({ origin: z.string() });
const listed = "all?limit=10";

/**
 * Measures the servers alternately, round after round, so that other load on the machine affects all of them; then sends
 * many mixed requests to the gateway.
 * @param seconds duration of the load on each server in each round; the first round is not counted.
 */
export async function measureGateway(rounds: number, seconds: number, requests: number): Promise<GatewayBench> {
    const gateway = await startNodeServer("gateway-process.ts", []);
    const { origin, app, keys } = helloSchema.parse(gateway.hello);
    const key = keys[0] ?? "";
    const gatewayPid = gateway.child.pid ?? 0;
    const proxy = await startNodeServer("plain-proxy-process.ts", [app]);
    const nginx = hasNginx() ? await startNginx(app, keys) : undefined;
    const peer = hasPeer() ? await startPeer(app) : undefined;
    try {
        const titles = await addPictures(app, 20);
        const candidates: Candidate[] = [
            { name: names.app, url: `${app}/${listed}`, pids: () => childrenOf(gatewayPid, "app/pictures/") },
            {
                name: names.proxy,
                url: `${originSchema.parse(proxy.hello).origin}/${listed}`,
                pids: () => [proxy.child.pid ?? 0],
            },
            { name: names.uncached, url: `${origin}/Uncached/pictures/${listed}`, pids: () => [gatewayPid] },
            { name: names.cached, url: `${origin}/Cached/pictures/${listed}`, pids: () => [gatewayPid] },
            ...(nginx
                ? [
                      {
                          name: names.nginxUncached,
                          url: `${nginx.origin}/Uncached/pictures/${listed}`,
                          pids: () => childrenOf(nginx.pid, "nginx"),
                      },
                      {
                          name: names.nginxCached,
                          url: `${nginx.origin}/Cached/pictures/${listed}`,
                          pids: () => childrenOf(nginx.pid, "nginx"),
                      },
                  ]
                : []),
            ...(peer ? [{ name: names.peer, url: `${peer.origin}/${listed}`, pids: () => [peer.pid] }] : []),
        ];
        const loads = await measureAlternately(candidates, key, rounds, seconds);
        const { mixed, memory } = await mix(gateway, origin, mixedRequests(keys, titles), requests);
        return {
            servers: Object.values(names).map((name) => {
                const load = loads.get(name);
                return load === undefined ? { name } : { name, load };
            }),
            mixed,
            memory,
        };
    } finally {
        await Promise.all([gateway, proxy, nginx, peer].map((server) => server?.stop()));
    }
}

async function measureAlternately(candidates: readonly Candidate[], key: string, rounds: number, seconds: number) {
    const measured = new Map<string, Load[]>(candidates.map(({ name }) => [name, []]));
    for (let round = 0; round <= rounds; round++) {
        for (const { name, url, pids } of candidates) {
            const found = await load(url, key, round === 0 ? 1 : seconds, pids());
            if (round > 0) measured.get(name)?.push(found);
        }
    }
    return new Map([...measured].map(([name, found]): [string, Load] => [name, medianLoad(found)]));
}

function medianLoad(found: readonly Load[]): Load {
    const cpu = found.flatMap((each) => each.cpu ?? []);
    return {
        requestsPerSecond: median(found.map((each) => each.requestsPerSecond)),
        p99: median(found.map((each) => each.p99)),
        ...(cpu.length === found.length && { cpu: median(cpu) }),
    };
}

async function mix(gateway: NodeServer, origin: string, requested: ReturnType<typeof mixedRequests>, requests: number) {
    const before = await memoryOf(gateway.child);
    const mixed = await sendMixed(origin, requested, requests);
    return { mixed, memory: { before, after: await memoryOf(gateway.child) } };
}

const pictureSchema = z.object({ id: z.string() });

async function addPictures(app: string, count: number): Promise<ReadonlyMap<string, string>> {
    const titles = new Map<string, string>();
    for (let index = 0; index < count; index++) {
        const title = `Picture ${index}`;
        const body = JSON.stringify({ title, url: `https://example.com/${index}`, tags: ["bench"] });
        const response = await fetch(`${app}/`, {
            method: "POST",
            headers: { "content-type": "application/json" },
            body,
        });
        titles.set(pictureSchema.parse(await response.json()).id, title);
    }
    return titles;
}
