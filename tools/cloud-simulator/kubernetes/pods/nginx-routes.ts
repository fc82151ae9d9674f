/** A path that nginx passes on, and the host that it passes it to. */
export interface Route {
    /** Without a slash at its end, such as "/books"; empty for every other path. */
    readonly path: string;
    /** Name that nginx resolves when it starts, such as that of a Service. */
    readonly host: string;
}

/**
 * Reads the routes from a configuration of nginx: its locations with `proxy_pass`, whose host is an upstream's name or itself.
 * @returns no routes for any other text.
 */
export function routesOf(configuration: string): readonly Route[] {
    const upstreams = new Map<string, string>();
    for (const [, name = "", host = ""] of configuration.matchAll(/\bupstream\s+(\S+)\s*\{\s*server\s+([^\s:;]+)/g))
        upstreams.set(name, host);
    const [, ...locations] = configuration.split(/\blocation\s+(?:=\s*)?(?=[/@])/);
    const routes = locations.flatMap((location): Route[] => {
        const [path = ""] = location.split(/\s/, 1);
        const [, host] = /\bproxy_pass\s+http:\/\/([^\s:/;$]+)/.exec(location) ?? [];
        return host === undefined ? [] : [{ path: path.replace(/\/$/, ""), host: upstreams.get(host) ?? host }];
    });
    return routes.filter(({ path }, index) => routes.findIndex((own) => own.path === path) === index);
}
