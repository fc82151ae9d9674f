import type { Place } from "../problem";
import type { DocumentSource } from "./source";

/** A variable of a published path, and the document's variables that its segment holds; none for a literal. */
export interface PublishedVariable {
    readonly name: string;
    readonly sources: readonly string[];
}

/** A path of the document as the gateway publishes it. */
export interface PublishedPath {
    /** The path as the document writes it. */
    readonly at: Place;
    /** The path items with its operations, each overridden by the next: the one that it refers to, and its own. */
    readonly items: readonly Place[];
    /** Path at the gateway without the API's base path, for example `/files/{id}`. */
    readonly path: string;
    /** Path at the backend without the server's path: as in the document, with the variables of `path`. */
    readonly backendPath: string;
    readonly variables: readonly PublishedVariable[];
    /** Whether the document writes its last segment as `{name+}`, for the rest of the path. */
    readonly isGreedy: boolean;
    /** Names of the query that the document has written into the path, such as `overload` of `/analyze?overload=stream`. */
    readonly queryNames: readonly string[];
}

const literal = /^[A-Za-z0-9_.,:-]+$/;
const variable = /^\{([A-Za-z0-9._-]+)\}$/;
const greedyVariable = /^\{[A-Za-z0-9._-]+\+\}$/;
const segmentFact = "as a path segment of API Gateway is either one variable or letters, digits and _ - . , :";

/**
 * Converts the paths of a document to paths that API Gateway can hold; the first of several names of a variable counts.
 * A segment is a literal of a limited alphabet or one whole variable, and the variables at one place have one name
 * (developer guide, "Amazon API Gateway important notes"). Each conversion is an adjustment.
 */
export function publishPaths(source: DocumentSource, items: readonly Place[]): PublishedPath[] {
    const names = new VariableNames();
    return items.flatMap((item) => publishPath(source, item, names) ?? []);
}

function publishPath(source: DocumentSource, item: Place, names: VariableNames): PublishedPath | undefined {
    const text = String(item.at(-1));
    if (!text.startsWith("/")) {
        source.report(item, 'a path such as "/all"', "no leading slash");
        return undefined;
    }
    const { pathname, query } = splitPath(source, item, text);
    const written = pathname.slice(1).split("/");
    const variables: PublishedVariable[] = [];
    let path = "";
    const backend = written.map((segment) => {
        if (segment === "" || literal.test(segment)) {
            if (segment !== "") path += `/${segment}`;
            return segment;
        }
        const proposed = variableOf(segment);
        const name = names.at(path, proposed.name, variables);
        reportVariable(source, item, segment, name);
        variables.push({ name, sources: proposed.sources });
        path += `/{${name}}`;
        return `{${name}}`;
    });
    const backendPath = `/${backend.join("/")}`;
    if (path === "") path = "/";
    if (backendPath !== path) {
        const change = `clients call "${path}" and the backend is called at "${backendPath}", as API Gateway has no segment without a name`;
        // A route of an HTTP API has the slash.
        source.adjustForRestApi(item, change, backendPath === `${path}/` ? "a slash at the end" : "an empty segment");
    }
    const target = source.follow(item);
    if (target === undefined) return undefined;
    // OpenAPI 3.1 allows other fields beside the reference of a path item.
    const items = target === item ? [item] : [target, item];
    const isGreedy = greedyVariable.test(written.at(-1) ?? "");
    return { at: item, items, path, backendPath, variables, isGreedy, queryNames: query };
}

function splitPath(source: DocumentSource, item: Place, text: string): { pathname: string; query: string[] } {
    const [beforeFragment = "", ...fragment] = text.split("#");
    const [pathname = "", ...query] = beforeFragment.split("?");
    if (fragment.length > 0) {
        source.adjust(item, "published without it, as no client sends it", `the fragment "#${fragment.join("#")}"`);
    }
    if (query.length > 0) {
        const change =
            "published without it, as a path of API Gateway has no query; the backend gets each call's query";
        source.adjust(item, change, `the query "?${query.join("?")}"`);
    }
    const pairs = query.join("&").split("&");
    return { pathname, query: pairs.map((pair) => pair.split("=")[0] ?? "").filter((name) => name !== "") };
}

function reportVariable(source: DocumentSource, item: Place, segment: string, name: string): void {
    if (segment === `{${name}}`) return;
    if (variable.test(segment)) {
        const change = `published as "{${name}}", as API Gateway has one variable at each place, and those of a path have different names`;
        source.adjust(item, change, `"${segment}"`);
    } else if (greedyVariable.test(segment)) {
        source.adjustForRestApi(
            item,
            `published as the variable "{${name}}" for the whole segment, ${segmentFact}`,
            `"${segment}"`,
        );
    } else {
        source.adjust(
            item,
            `published as the variable "{${name}}" for the whole segment, ${segmentFact}`,
            `"${segment}"`,
        );
    }
}

// A segment with several variables, such as {country}.{format}, becomes one variable that is named after all of them.
function variableOf(segment: string): PublishedVariable {
    const sources = [...segment.matchAll(/\{([^{}]*)\}/g)].map(([, inner = ""]) => inner);
    const parts = sources.map((inner) => inner.replace(/[:+*].*$/, "").replaceAll(/[^A-Za-z0-9._-]+/g, "_"));
    const name = parts.filter((part) => part !== "").join("_");
    return { name: name === "" ? "segment" : name, sources };
}

/** The names of the variables at each place of the tree of resources. */
class VariableNames {
    private readonly byParent = new Map<string, string>();

    /** The name of the variable under a parent: the first that was proposed there, and another than its ancestors'. */
    at(parent: string, proposed: string, ancestors: readonly PublishedVariable[]): string {
        const known = this.byParent.get(parent);
        if (known !== undefined) return known;
        let name = proposed;
        for (let count = 2; ancestors.some((ancestor) => ancestor.name === name); count++) name = `${proposed}${count}`;
        this.byParent.set(parent, name);
        return name;
    }
}
