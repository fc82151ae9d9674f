/** Path of each stage below the name of a distribution, by the stage's name, without a slash at its ends. */
export function edgeBasePathsOf(
    basePaths: Readonly<Record<string, string>>,
    stages: readonly string[],
): Record<string, string> {
    return Object.fromEntries(stages.map((stage) => [stage, basePaths[stage] ?? `api/${stage.toLowerCase()}`]));
}
