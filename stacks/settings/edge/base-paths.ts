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
