import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readStackFile } from "../../tools/cli/project/stack-file";
import { type OfflineConfig, withPlaceholders } from "../../tools/cloud-simulator/engine/stack-config";
import { readStackExport, type StackExport } from "../../tools/cloud-simulator/state/stack-export";

/** A stack as an earlier release created it. */
export interface EarlierState extends OfflineConfig {
    /** The commit or version that created it. */
    readonly release: string;
    readonly stackName: string;
    readonly state: StackExport;
}

/** Reads every state below this folder: `<release>/<stack>.json`, with the stack file of that time beside it. */
export function earlierStates(): EarlierState[] {
    const releases = readdirSync(__dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    return releases.flatMap(({ name: release }) => {
        const folder = join(__dirname, release);
        return readdirSync(folder).flatMap((file) => {
            const stackName = /^(.+)\.json$/.exec(file)?.[1];
            if (stackName === undefined) return [];
            const state = readStackExport(join(folder, file));
            return [
                { release, stackName, state, ...withPlaceholders(readStackFile(folder, { name: stackName }).config) },
            ];
        });
    });
}

/** Writes a state without secrets, source positions and times, one resource per line. */
export function writeState(release: string, stackName: string, { exported }: StackExport): void {
    const { resources = [], ...deployment } = exported.deployment;
    const lines = resources.map((resource) => JSON.stringify(redacted(resource)));
    const [head = "", tail = ""] = JSON.stringify({
        ...exported,
        deployment: { ...deployment, secrets_providers: { type: "passphrase" }, resources: ["HERE"] },
    }).split('"HERE"');
    mkdirSync(join(__dirname, release), { recursive: true });
    writeFileSync(join(__dirname, release, `${stackName}.json`), `${head}\n${lines.join(",\n")}\n${tail}\n`);
}

const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const left = ["created", "modified", "sourcePosition", "stackTrace"];

function redacted(value: unknown, isKeyOfClient = false): unknown {
    if (Array.isArray(value)) return value.map((element) => redacted(element, isKeyOfClient));
    if (typeof value !== "object" || value === null) return value;
    if (Reflect.get(value, signature) === secretSignature)
        return { [signature]: secretSignature, ciphertext: "removed" };
    // The provider does not mark the value of a usage plan's key as a secret.
    const isKey = isKeyOfClient || Reflect.get(value, "type") === "aws:apigateway/usagePlanKey:UsagePlanKey";
    return Object.fromEntries(
        Object.entries(value)
            .filter(([key]) => !left.includes(key))
            .map(([key, inner]) => [key, isKey && key === "value" ? "removed" : redacted(inner, isKey)]),
    );
}
