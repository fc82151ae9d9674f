/**
 * Path of each stage below the name of the distribution, by the stage's name. Like those of a domain name, the default does not depend
 * on the number of stages.
 */
export function edgePathsOf(
    basePaths: Readonly<Record<string, string>>,
    stages: readonly string[],
): Record<string, string> {
    return Object.fromEntries(stages.map((stage) => [stage, basePaths[stage] ?? `api/${stage.toLowerCase()}`]));
}

/**
 * Path of the stage that a site calls, below the name of the distribution.
 * @param paths those of `edgePathsOf`.
 * @param stage Default: the stage with the shortest path, and of several the first in the alphabet.
 */
export function sitePathOf(paths: Readonly<Record<string, string>>, stage: string | undefined): string {
    const [first] = Object.entries(paths).sort(
        ([one, path], [other, otherPath]) => path.length - otherPath.length || (one < other ? -1 : 1),
    );
    return (stage === undefined ? first?.[1] : paths[stage]) ?? "";
}
