import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { stringify } from "yaml";

const root = resolve(__dirname, "../../..");

/** Name of the stack whose only API runs on Lambda. */
export const stackName = "functions";

/** The configuration of that stack: two stages, no network and no cluster. */
export const functionConfig = {
    "aws:region": "us-east-1",
    "gatehouse:apis": { quotes: { build: "app/quotes", port: 8080, runsOn: "lambda" } },
    "gatehouse:gateway": { cors: { allowOrigin: "*" } },
    "gatehouse:stages": {
        Test: { cache: { sizeGb: 0.5, ttlSeconds: 300 }, throttle: { requestsPerSecond: 1000, burst: 500 } },
        Live: { cache: { sizeGb: 0.5, ttlSeconds: 300 }, throttle: { requestsPerSecond: 1000, burst: 500 } },
    },
    "gatehouse:plans": { standard: { requestsPerSecond: 100, burst: 50 } },
    "gatehouse:clients": { web: "standard" },
};

/** Writes the stack's file, and the folders of its APIs. */
export function writeFunctionProject(folder: string, config: object = functionConfig): void {
    mkdirSync(join(folder, "app"), { recursive: true });
    cpSync(join(root, "app/quotes"), join(folder, "app/quotes"), { recursive: true });
    writeFileSync(join(folder, `Pulumi.${stackName}.yaml`), stringify({ config }));
}
