import { readApiKey } from "./call";
import { type CanaryTargets, callEverything, type RunStep } from "./calls";

/** The part of the runtime's library that the canary uses; the package is in the runtime alone. */
interface SyntheticsLibrary {
    readonly synthetics: { readonly executeStep: RunStep };
}

/** Milliseconds for one call: a canary need not wait for as long as API Gateway does. */
const callTimeout = 10_000;

/**
 * The canary: CloudWatch Synthetics runs it on its schedule, and it passes unless it throws.
 *
 * The environment has `TARGETS`, what it calls as JSON, and `API_KEY_SECRET`, the ARN of the secret with its API key.
 * Library: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Library_Nodejs.html (namespace since
 * syn-nodejs-3.1), CloudWatch_Synthetics_Canaries_Library_Nodejs.html (executeStep).
 * @throws {Error} with a line for each call that failed.
 */
export async function handler(): Promise<string> {
    const { TARGETS = "", API_KEY_SECRET } = process.env;
    const targets: CanaryTargets = JSON.parse(TARGETS);
    const apiKey = await readApiKey(API_KEY_SECRET);
    const { synthetics } = require("@aws/synthetics-core") as SyntheticsLibrary;
    const runStep: RunStep = (name, step) => synthetics.executeStep(name, step);
    await callEverything(targets, apiKey, runStep, callTimeout);
    return `called ${Object.keys(targets.paths).length} APIs at ${Object.keys(targets.stages).length} stages`;
}
