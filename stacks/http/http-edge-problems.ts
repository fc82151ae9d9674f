import { httpPaths } from "../../infra/edge/http-paths";
import type { HttpApiDefinition } from "../apis/http-api-definition";
import { edgeCacheProblems } from "../edge/credential-headers";
import { settingProblem } from "../settings/problems";
import type { Settings } from "../settings/schema";
import { httpPathsOf } from "./http-edge";

/** Cache behaviors of a distribution (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html). */
const maxBehaviors = 75;

/** Checks that CloudFront can distinguish the operations of an HTTP API that it caches, and their callers, from the others. */
export function httpEdgeProblems(settings: Settings, httpApi: HttpApiDefinition): string[] {
    const { httpCacheSeconds } = settings.edge ?? {};
    if (httpCacheSeconds === undefined) return [];
    const { paths, conflicts } = httpPaths(httpPathsOf(httpApi));
    const problem = (want: string) => settingProblem(["edge", "httpCacheSeconds"], httpCacheSeconds, want);
    return [
        ...edgeCacheProblems({ settings, restApi: httpApi }),
        ...(conflicts.length === 0
            ? []
            : [problem(`none, as CloudFront caches by paths, which do not distinguish ${conflicts.join(", ")}`)]),
        ...(paths.length <= maxBehaviors
            ? []
            : [
                  problem(
                      `none, as ${paths.length} paths have another cache, and a distribution has at most ${maxBehaviors}`,
                  ),
              ]),
    ];
}
