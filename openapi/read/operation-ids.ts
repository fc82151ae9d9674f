import type { PlacedOperation } from "./merge-operations";
import type { DocumentSource } from "./source";

/**
 * Makes the operation ids of a document unique, in the order of the document: an id that another operation has already
 * gets a number. An id keeps its letters, digits and `_ - .`, and is left out where none of them remains.
 */
export function withUniqueIds(source: DocumentSource, placed: readonly PlacedOperation[]): PlacedOperation[] {
    const ids = new Set<string>();
    return placed.map(({ at, operation }) => {
        const { operationId, ...rest } = operation;
        if (operationId === undefined) return { at, operation };
        const clean = operationId.replaceAll(/[^A-Za-z0-9_.-]+/g, "_");
        let id = clean;
        for (let count = 2; ids.has(id); count++) id = `${clean}${count}`;
        ids.add(id);
        if (id !== operationId) {
            source.adjust(
                [...at, "operationId"],
                `published as "${id}", as ids are unique and consist of letters, digits, "_", "-" and "."`,
            );
        }
        return { at, operation: /[A-Za-z0-9]/.test(id) ? { ...rest, operationId: id } : rest };
    });
}
