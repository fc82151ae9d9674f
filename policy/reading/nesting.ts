/** Levels of nesting that a document may have: what recurses over more can end the whole process. */
export const deepestNesting = 200;

/** Whether a tree has more levels than that. Does not recurse itself. */
export function isTooDeep<T>(root: T, childrenOf: (node: T) => readonly T[]): boolean {
    let level: readonly T[] = [root];
    for (let depth = 0; depth <= deepestNesting; depth++) {
        level = level.flatMap(childrenOf);
        if (level.length === 0) return false;
    }
    return true;
}
