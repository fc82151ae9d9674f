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

/**
 * Whether a base path leads requests to an API away from another base path that has it: the longest path that matches decides, and requests
 * to an API are at the base path and the API's name.
 * @param path the base path of the API; empty for the root.
 */
export function hides(other: string, path: string, api: string): boolean {
    const own = path === "" ? api : `${path}/${api}`;
    return other === own || other.startsWith(`${own}/`);
}
