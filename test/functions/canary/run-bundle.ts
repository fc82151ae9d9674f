import { execFile } from "node:child_process";
import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import { functionCode } from "../../../stacks/apis/function-code";

/** ARN of the secret with the API key, whose value is `KEY` in the environment. */
export const secretArn = "arn:secret";

// As the runtime of CloudWatch Synthetics runs the archive: its library, and a secret in place of that in Secrets Manager.
const script = `
const Module = require("node:module");
const load = Module._load;
const steps = [];
const executeStep = async (name, step) => {
    try {
        await step();
        steps.push(name + " passed");
    } catch (error) {
        steps.push(name + " failed");
        throw error;
    }
};
const sdk = {
    SecretsManagerClient: class { send = async ({ SecretId }) => ({ SecretString: SecretId === "${secretArn}" ? process.env.KEY : "" }); },
    GetSecretValueCommand: class { constructor(input) { Object.assign(this, input); } },
};
Module._load = (name, ...rest) =>
    name === "@aws/synthetics-core" ? { synthetics: { executeStep } } : name.startsWith("@aws-sdk/") ? sdk : load(name, ...rest);
require(process.argv[1]).handler().then(
    (result) => console.log(JSON.stringify({ steps, result })),
    (error) => console.log(JSON.stringify({ steps, error: error.message })),
);
`;

/** The end of a run: the steps of a canary, and what the function returns or throws. */
export interface Run {
    readonly steps: readonly string[];
    readonly result?: string;
    readonly error?: string;
}

/**
 * Runs the archive of a function in another process.
 * @param entry its file without extension, below the folder `functions`.
 * @param environment variables of the function.
 */
export async function runBundle(entry: string, environment: Readonly<Record<string, string>>): Promise<Run> {
    const folder = await (functionCode(entry).archive as pulumi.asset.FileArchive).path;
    const env = { PATH: process.env.PATH, ...environment };
    const [error, out] = await new Promise<[Error | null, string]>((resolve) => {
        const options = { cwd: "/", env };
        execFile(process.execPath, ["-e", script, join(folder, "index.js")], options, (failure, text) =>
            resolve([failure, text]),
        );
    });
    if (error) throw error;
    return JSON.parse(out);
}
