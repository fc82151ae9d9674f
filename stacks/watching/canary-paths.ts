import type { PublishedOperation } from "../../openapi/operations";
import type { Settings } from "../settings/schema";

/** The paths of a stack's APIs that a canary calls. */
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
    const found = Object.keys(apis).map((api) => {
        const own = configured[api];
        const first = operations.find((each) => each.api === api && each.method === "get" && each.needsOnlyKey);
        return [api, own === undefined ? first?.path : belowApi(api, own)] as const;
    });
    return {
        paths: Object.fromEntries(found.flatMap(([api, path]) => (path === undefined ? [] : [[api, path]]))),
        skipped: found.flatMap(([api, path]) => (path === undefined ? [api] : [])),
    };
}

// The resource of an API's root has no slash at its end.
function belowApi(api: string, path: string): string {
    return `/${api}${path.replace(/^\/(?=\?|$)/, "")}`;
}
