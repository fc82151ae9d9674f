/** Random numbers from 0 to below 1 that are the same for the same seed (mulberry32 by Tommy Ettinger, public domain). */
export function seededRandom(seed: number): () => number {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    };
}

/** Different integers from 0 to below `end`, in ascending order. */
export function sample(count: number, end: number, random: () => number): number[] {
    const found = new Set<number>();
    while (found.size < Math.min(count, end)) found.add(Math.floor(random() * end));
    return [...found].sort((a, b) => a - b);
}
