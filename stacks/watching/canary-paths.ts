import type { PublishedOperation } from "../../openapi/operations";
import { restApiNames } from "../settings/http-api/checks";
import { settingProblem } from "../settings/problems";
import type { Settings } from "../settings/schema";

/** The paths of a stack's APIs that a canary calls; only of those that the REST API publishes, as it calls their stages. */
export interface CanaryPaths {
    /** Path below a stage, such as `/books/books?limit=1`, by the name of the API. */
    readonly paths: Readonly<Record<string, string>>;
    /** APIs that it cannot call: they have neither a setting nor a GET operation that needs an API key alone. */
    readonly skipped: readonly string[];
}

/**
 * The path that a canary calls of each API: the one in the settings, or that of the first GET operation, by path, that a call with an
 * API key and nothing else can succeed at.
 */
export function canaryPaths(
    { apis, alarms }: Pick<Settings, "apis" | "alarms">,
    operations: readonly PublishedOperation[],
): CanaryPaths {
    const { paths: configured = {} } = alarms?.canary ?? {};
    const found = restApiNames(apis).map((api) => {
        const own = configured[api];
        const first = operations.find((each) => each.api === api && each.method === "get" && each.needsOnlyKey);
        return [api, own === undefined ? first?.path : belowApi(api, own)] as const;
    });
    return {
        paths: Object.fromEntries(found.flatMap(([api, path]) => (path === undefined ? [] : [[api, path]]))),
        skipped: found.flatMap(([api, path]) => (path === undefined ? [api] : [])),
    };
}

// The environment variables of a canary have 4 KB at most (docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_CanaryRunConfigInput.html);
// beside what it calls there is the ARN of a secret.
const maxBytes = 4096 - 250;

/** Characters of a stage's URL: AWS names some only after the preview. */
const urlLength = 90;

/** Checks that everything a canary calls fits into its environment, where AWS rejects it only after most of the stack exists. */
export function canaryProblems(
    settings: Pick<Settings, "apis" | "alarms" | "stages">,
    operations: readonly PublishedOperation[],
): string[] {
    if (settings.alarms?.canary === undefined) return [];
    const { paths } = canaryPaths(settings, operations);
    const stages = Object.keys(settings.stages);
    const urls = Object.fromEntries(stages.map((stage) => [stage, "x".repeat(urlLength)]));
    const bytes = Buffer.byteLength(JSON.stringify({ stages: urls, paths }));
    if (bytes <= maxBytes) return [];
    const counts = `${Object.keys(paths).length} APIs at ${stages.length} stages`;
    const want = `none or shorter paths, as what it calls takes about ${bytes} of at most ${maxBytes} bytes`;
    return [settingProblem(["alarms", "canary"], `a canary that calls ${counts}`, want)];
}

// The resource of an API's root has no slash at its end.
function belowApi(api: string, path: string): string {
    return `/${api}${path.replace(/^\/(?=\?|$)/, "")}`;
}
