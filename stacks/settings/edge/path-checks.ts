import { hides } from "../domain/base-paths";
import { settingProblem } from "../problems";
import { edgePathsOf } from "./base-paths";
import type { EdgeSettings } from "./schema";

// docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html: 75 behaviors, one of which is the default.
const maxStages = 74;

// As above: a CloudFront Function has at most 10 KB. The one that removes base paths has all of them, each with a slash, quotes and a comma.
const maxPathsLength = 9_200;

/** Checks the paths of stages below the name of a distribution: no two are equal, and none hides an API of another stage. */
export function checkEdgePaths(
    { basePaths }: EdgeSettings,
    stages: readonly string[],
    apis: readonly string[],
): string[] {
    const want = `no such key, or the name of a stage: ${stages.join(", ")}`;
    const unknown = Object.keys(basePaths).filter((stage) => !stages.includes(stage));
    const paths = edgePathsOf(basePaths, stages);
    const length = Object.values(paths).reduce((sum, path) => sum + path.length + 4, 0);
    const many = `at most ${maxStages} stages beside \`gatehouse:edge\`, as a distribution has no more paths`;
    const long = `at most ${maxPathsLength} characters in all, as a CloudFront Function has all of them`;
    return [
        ...unknown.map((stage) => settingProblem(["edge", "basePaths", stage], basePaths[stage], want)),
        ...(stages.length > maxStages ? [`gatehouse:stages: got ${stages.length} stages, want ${many}`] : []),
        ...(length > maxPathsLength ? [`gatehouse:edge.basePaths: got ${length} characters, want ${long}`] : []),
        ...pathProblems(paths, apis),
    ];
}

function pathProblems(paths: Readonly<Record<string, string>>, apis: readonly string[]): string[] {
    const owners = new Map<string, string>();
    return Object.entries(paths).flatMap(([stage, path]) => {
        const problem = (want: string) => [settingProblem(["edge", "basePaths", stage], path, want)];
        const owner = owners.get(path);
        owners.set(path, owner ?? stage);
        if (owner !== undefined) return problem(`another path than that of stage "${owner}"`);
        const api = apis.find((own) => Object.values(paths).some((other) => hides(other, path, own)));
        // The distribution tries longer paths first.
        return api === undefined ? [] : problem(`another one, as another stage's hides API "${api}" of this stage`);
    });
}
