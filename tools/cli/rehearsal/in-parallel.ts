/**
 * Applies an asynchronous function to each item, with at most `limit` calls at a time.
 * @returns the results in the order of the items.
 * @throws the first error, once the calls under way have ended; no further call is started after it.
 */
export async function inParallel<Item, Result>(
    items: readonly Item[],
    limit: number,
    act: (item: Item) => Promise<Result>,
): Promise<Result[]> {
    const results: Result[] = [];
    const failures: unknown[] = [];
    const remaining = [...items.entries()];
    const worker = async () => {
        for (let next = remaining.shift(); next && failures.length === 0; next = remaining.shift()) {
            const [index, item] = next;
            try {
                results[index] = await act(item);
            } catch (error) {
                failures.push(error);
            }
        }
    };
    await Promise.all(Array.from({ length: limit }, worker));
    if (failures.length > 0) throw failures[0];
    return results;
}
