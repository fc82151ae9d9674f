import { call } from "./call";

/** The calls of a canary: every path at every stage. */
export interface CanaryTargets {
    /** URL of each stage, without a trailing slash, by the stage's name. */
    readonly stages: Readonly<Record<string, string>>;
    /** Path below the stage, such as `/books/books?limit=1`, by the name of the API. */
    readonly paths: Readonly<Record<string, string>>;
}

/** Runs a step whose duration and success CloudWatch Synthetics publishes; it rejects with what the step rejects with. */
export type RunStep = (name: string, step: () => Promise<void>) => Promise<unknown>;

/**
 * Calls each API at each stage, one after the other: a call that fails does not keep the others from being made.
 * @param apiKey value of the key, which no message contains.
 * @param timeoutMs milliseconds for one call.
 * @throws {Error} with a line for each call that did not get a 2xx response.
 */
export async function callEverything(
    { stages, paths }: CanaryTargets,
    apiKey: string,
    runStep: RunStep,
    timeoutMs: number,
): Promise<void> {
    const failures: string[] = [];
    for (const [stage, base] of Object.entries(stages))
        for (const [api, path] of Object.entries(paths))
            try {
                // Not with `executeHttpStep`, whose report could contain the headers of the request.
                await runStep(`${stage} ${api}`, () => call(`${base}${path}`, apiKey, timeoutMs));
            } catch (error) {
                failures.push(`${stage} ${api}: ${error instanceof Error ? error.message : String(error)}`);
            }
    if (failures.length > 0) throw new Error(failures.join("\n"));
}
