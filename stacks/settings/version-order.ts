/** Whether a version such as `1.34` is older than another one; parts that it lacks are 0. */
export function isOlder(version: string, other: string): boolean {
    const [own = [], expected = []] = [version, other].map((text) => text.split(".").map(Number));
    for (const [index, part] of expected.entries()) {
        const difference = (own[index] ?? 0) - part;
        if (difference !== 0) return difference < 0;
    }
    return false;
}
