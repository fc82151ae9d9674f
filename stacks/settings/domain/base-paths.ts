/**
 * Base path of each stage below a domain name, by the stage's name; empty for the root. The default does not depend on the
 * number of stages: otherwise a second stage would move the first one away from its clients.
 */
export function basePathsOf(
    basePaths: Readonly<Record<string, string>>,
    stages: readonly string[],
): Record<string, string> {
    return Object.fromEntries(
        stages.map((stage) => [stage, (basePaths[stage] ?? stage.toLowerCase()).replace(/^\/$/, "")]),
    );
}
