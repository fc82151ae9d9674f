import type { ClientDocument } from "./client-document";

/**
 * The document with a tag for the API that each operation belongs to, the first segment of its path, in place of its own: tools show a
 * group for each.
 */
export function taggedByApi(document: ClientDocument): ClientDocument {
    const paths = Object.entries(document.paths).map(([path, item]) => {
        const tags = path.split("/").slice(1, 2);
        const operations = Object.entries(item).map(([method, operation]) => [method, { ...operation, tags }]);
        return [path, Object.fromEntries(operations)];
    });
    return { ...document, paths: Object.fromEntries(paths) };
}
