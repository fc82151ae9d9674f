/**
 * Does several things, so many at a time, in their order.
 * @returns what came of each, in the order of the things.
 * @throws what the first failing one throws, when those under way have ended; no other is begun then.
 */
export async function inParallel<Item, Result>(
    items: readonly Item[],
    most: number,
    act: (item: Item) => Promise<Result>,
): Promise<Result[]> {
    const results: Result[] = [];
    const failures: unknown[] = [];
    const rest = [...items.entries()];
    const worker = async () => {
        for (let next = rest.shift(); next && failures.length === 0; next = rest.shift()) {
            const [index, item] = next;
            try {
                results[index] = await act(item);
            } catch (error) {
                failures.push(error);
            }
        }
    };
    await Promise.all(Array.from({ length: most }, worker));
    if (failures.length > 0) throw failures[0];
    return results;
}
