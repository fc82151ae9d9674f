import { type Document, visit } from "yaml";

/** Whether an alias repeats one of some nodes: an edit of it would change other parts of the file too. */
export function hasAlias(document: Document, nodes: readonly unknown[]): boolean {
    let isFound = false;
    visit(document, {
        Alias: (_, alias) => {
            isFound ||= nodes.includes(alias.resolve(document));
        },
    });
    return isFound;
}
