import { type Frame, unlessAborted } from "./frame";

/** One of several paths that run at the same time. */
export interface Path {
    readonly index: number;
    readonly signal: AbortSignal;
}

/**
 * Runs paths at the same time, up to a maximum (0: all). The first failure ends the others.
 * @param onAborted is called for each path that was running then.
 * @returns the results in the order of the paths.
 * @throws the first failure, when no path runs any more.
 */
export async function runTogether<Result>(
    count: number,
    maxConcurrency: number,
    run: (path: Path) => Promise<Result>,
    { signal: parent }: Pick<Frame, "signal">,
    onAborted: (index: number) => void,
): Promise<Result[]> {
    const controller = new AbortController();
    const signal = AbortSignal.any([parent, controller.signal]);
    const results = new Array<Result>(count);
    const running = new Set<number>();
    const failures: unknown[] = [];
    let next = 0;
    const work = async () => {
        while (next < count && failures.length === 0) {
            const index = next++;
            running.add(index);
            try {
                results[index] = await unlessAborted(run({ index, signal }), signal);
            } catch (error) {
                failures.push(error);
                if (failures.length > 1) continue;
                running.delete(index);
                for (const each of running) onAborted(each);
                controller.abort(error);
            }
            running.delete(index);
        }
    };
    const workers = maxConcurrency === 0 ? count : Math.min(maxConcurrency, count);
    await Promise.all(Array.from({ length: workers }, work));
    parent.throwIfAborted();
    if (failures.length > 0) throw failures[0];
    return results;
}
