import type { PlacedOperation } from "./merge-operations";
import type { DocumentSource } from "./source";

/**
 * Makes the operation ids of a document unique: an id that an earlier operation has gets a number.
 * The import warns of a repeated id, and takes any characters (recorded: localstack, openapi.cognito-auth.json).
 */
export function withUniqueIds(source: DocumentSource, placed: readonly PlacedOperation[]): PlacedOperation[] {
    const ids = new Set(placed.map(({ operation }) => operation.operationId));
    const used = new Set<string>();
    return placed.map(({ at, operation }) => {
        const { operationId } = operation;
        if (operationId === undefined) return { at, operation };
        let id = operationId;
        for (let count = 2; used.has(id) || (id !== operationId && ids.has(id)); count++) id = `${operationId}${count}`;
        used.add(id);
        if (id === operationId) return { at, operation };
        source.adjust([...at, "operationId"], `published as "${id}", as the import takes each id once`);
        return { at, operation: { ...operation, operationId: id } };
    });
}
