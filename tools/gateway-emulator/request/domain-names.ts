import { type GatewayRequest, headerValues, pathOf } from "../http/message";
import type { DomainNames } from "../state/deployed-api";

/**
 * The request as the API gets it: below a domain name, with the stage's name in place of the mapped path. The longest path that
 * matches whole segments decides (docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html).
 * @returns the request itself if its host is no domain name of the API; undefined if none of the name's paths matches.
 */
export function behindDomainName(request: GatewayRequest, domains: DomainNames): GatewayRequest | undefined {
    const [host = ""] = headerValues(request.headers, "host");
    const name = host.replace(/:\d+$/, "").toLowerCase();
    const paths = Object.hasOwn(domains, name) ? domains[name] : undefined;
    if (paths === undefined) return request;
    const path = pathOf(request);
    const [found] = Object.entries(paths)
        .map(([base, stage]) => ({ prefix: base === "" ? "" : `/${base}`, stage }))
        .filter(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`))
        .sort((one, other) => other.prefix.length - one.prefix.length);
    if (found === undefined) return undefined;
    const { prefix: basePath, stage } = found;
    return { ...request, basePath, url: `/${stage}${request.url.slice(basePath.length)}` };
}
