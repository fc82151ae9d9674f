import type { Place } from "../problem";
import type { DocumentSource } from "./source";

/**
 * The path of the server of an operation, for example `/api/v3`; empty if it has none.
 * @param owners the operation, its path items and the document: the first with servers counts, and of these the first.
 */
export function serverPath(source: DocumentSource, owners: readonly Place[]): string {
    const servers = owners.map((owner) => [...owner, "servers"]).find((at) => source.childrenOf(at).length > 0);
    if (servers === undefined) return "";
    const [first] = source.childrenOf(servers);
    if (first === undefined) return "";
    const path = pathOf(filledUrl(source, first));
    const at = [...first, "url"];
    if (path === undefined) {
        const change =
            "the backend is called without a prefix, as the URL has a variable without default, or no valid path";
        source.adjust(at, change);
    } else if (path !== "") {
        const change = "a prefix of each path at the backend; at the gateway the base path of the API takes its place";
        const others = source.childrenOf(servers).length > 1 ? "; the other servers are left out" : "";
        source.adjustForRestApi(at, change + others, `the path "${path}"`);
    }
    return path ?? "";
}

function filledUrl(source: DocumentSource, server: Place): string {
    const url = source.valueAt([...server, "url"]);
    const text = typeof url === "string" ? url : "";
    return text.replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => {
        const value = source.valueAt([...server, "variables", name, "default"]);
        return value === undefined ? whole : String(value);
    });
}

// Undefined for a path that cannot be part of the URI of an integration.
function pathOf(url: string): string | undefined {
    const path = url.replace(/^[A-Za-z][A-Za-z0-9+.-]*:/, "").replace(/^\/\/[^/?#]*/, "");
    const [pathname = ""] = path.split(/[?#]/);
    const segments = pathname.split("/").filter((segment) => segment !== "" && segment !== ".");
    const isPlain = segments.every((segment) => segment !== ".." && /^[A-Za-z0-9_.~,:@%!$&'()*+;=-]+$/.test(segment));
    return isPlain ? segments.map((segment) => `/${segment}`).join("") : undefined;
}
