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
    // For another value, `fetch` would quote it in its error.
    if (!/^[\x21-\x7e]+$/.test(apiKey)) throw new Error("the secret has no API key");
    const failures: string[] = [];
    for (const [stage, base] of Object.entries(stages))
        for (const [api, path] of Object.entries(paths))
            try {
                await runStep(`${stage} ${api}`, () => call(`${base}${path}`, apiKey, timeoutMs));
            } catch (error) {
                failures.push(`${stage} ${api}: ${error instanceof Error ? error.message : String(error)}`);
            }
    if (failures.length > 0) throw new Error(failures.join("\n"));
}

// With `fetch` and not with `executeHttpStep`, whose report could contain the headers of the request.
async function call(url: string, apiKey: string, timeoutMs: number): Promise<void> {
    const response = await fetch(url, {
        headers: { "x-api-key": apiKey, "user-agent": "gatehouse-canary" },
        redirect: "manual",
        signal: AbortSignal.timeout(timeoutMs),
    }).catch((error: unknown) => {
        throw new Error(`GET ${url}: ${reasonOf(error, timeoutMs)}`);
    });
    // API Gateway names the type of an error of the gateway in this header.
    const type = response.headers.get("x-amzn-errortype");
    await response.body?.cancel();
    if (!response.ok) throw new Error(`GET ${url}: got ${response.status}${type ? ` (${type})` : ""}, want 2xx`);
}

function reasonOf(error: unknown, timeoutMs: number): string {
    if (!(error instanceof Error)) return String(error);
    if (error.name === "TimeoutError") return `no response within ${timeoutMs} ms`;
    const { cause } = error;
    return cause instanceof Error ? `${error.message}: ${cause.message}` : error.message;
}
