import { type Finding, finding } from "../../reading/finding";
import type { Read } from "./reads";

/**
 * Each path caches its answers apart from every other, unless integrations say one `cacheNamespace`: then the answer to
 * one path serves a request for another (docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html).
 */
export function checkNamespaces(reads: readonly Read[]): Finding[] {
    const first = new Map<string, string>();
    return reads.flatMap(({ source, operation: { path, integration } }) => {
        const namespace = integration.cacheNamespace;
        if (namespace === undefined) return [];
        const before = first.get(namespace) ?? path;
        first.set(namespace, before);
        if (before === path) return [];
        return [
            finding(source, {
                found: `GET ${path} and GET ${before} have one cacheNamespace, so the answer to one may serve a request for the other`,
                expected: "cached answers of its own for each path",
                change: `remove cacheNamespace from the integration of GET ${path}`,
            }),
        ];
    });
}
