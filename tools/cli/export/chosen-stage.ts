import { UsageError } from "../terminal/usage-error";
import type { ExportFlags } from "./flags";

/** The stages of the REST API or of the HTTP API of a stack, and the APIs that it publishes. */
interface Published {
    readonly stages: readonly string[];
    readonly apis: readonly string[];
}

/**
 * The stage that the flags name, or the only one, or the only one that has the API.
 * @throws {UsageError} if there is no such stage or API, or if several stages could be meant.
 */
export function chosenStage(
    { stage, api }: Pick<ExportFlags, "stage" | "api">,
    published: readonly [Published, Published],
): string {
    const withApi = published.filter(({ apis }) => api !== undefined && apis.includes(api));
    const candidates = (withApi.length > 0 ? withApi : published).flatMap(({ stages }) => stages);
    const chosen = stage ?? (candidates.length === 1 ? candidates[0] : undefined);
    const ofStage = published.find(({ stages }) => chosen !== undefined && stages.includes(chosen));
    const apis = (ofStage ? [ofStage] : published).flatMap((each) => each.apis);
    const problems = [
        ...(chosen === undefined || !candidates.includes(chosen)
            ? [`"--stage": got ${stage === undefined ? "nothing" : `"${stage}"`}, want one of ${candidates.join(", ")}`]
            : []),
        ...(api !== undefined && withApi.length === 0 ? [`"--api": got "${api}", want one of ${apis.join(", ")}`] : []),
    ];
    if (chosen === undefined || problems.length > 0) throw new UsageError(problems);
    return chosen;
}
