import { basePathsOf } from "../domain/base-paths";
import { edgePathsOf } from "../edge/base-paths";
import type { Settings } from "../schema";

/** The settings that the paths of uploads depend on. */
export type UploadSettings = Pick<Settings, "firewall" | "domain" | "edge" | "stages">;

/**
 * Paths of the APIs that take uploads, as AWS WAF sees them, such as `/Test/pictures`.
 *
 * At a stage it sees the path that the client sent, with the stage's name: AWS's example of a log has the URI `/CanaryTest` for the
 * source `EXAMPLE11:rjvegx5guh:CanaryTest` (docs.aws.amazon.com/waf/latest/developerguide/logging-examples.html). Whether it does so for
 * a domain name too is not documented, so both that path and the one below the name count. At CloudFront it sees the viewer's
 * path, as it runs before functions (docs.aws.amazon.com/waf/latest/developerguide/cloudfront-features.html).
 */
export function uploadPathsOf({ firewall, domain, edge, stages }: UploadSettings): string[] {
    const names = Object.keys(stages);
    const prefixes =
        edge === undefined
            ? [...names, ...(domain === undefined ? [] : Object.values(basePathsOf(domain.basePaths, names)))]
            : Object.values(edgePathsOf(edge.basePaths, names));
    const uploads = firewall?.uploads ?? [];
    const paths = prefixes.flatMap((prefix) => uploads.map((api) => `/${[prefix, api].filter(Boolean).join("/")}`));
    return [...new Set(paths)];
}
