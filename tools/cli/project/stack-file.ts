import { existsSync, readdirSync, readFileSync } from "node:fs";
import { distance } from "fastest-levenshtein";
import { LineCounter, parseDocument } from "yaml";
import { renderMessage } from "../../../openapi/problem";
import { isObject } from "../../../openapi/raw-value";
import { syntaxErrorsOf, syntaxProblems } from "../../../openapi/read/yaml";
import { configValue } from "../../../stacks/config/config-value";
import { isSecretArn } from "../../../stacks/settings/api-secrets";
import type { StackConfig } from "../../cloud-simulator/engine/stack-config";
import { placeholder } from "../../cloud-simulator/state/property-values";
import { UsageError } from "../terminal/usage-error";
import { stackFileNotices } from "./stack-file-notices";
import { type StackSource, stackFileName, stackFilePath } from "./stack-source";

/** The content of a stack's file. */
export interface StackFile {
    readonly config: StackConfig;
    /** One line for each part that an offline run cannot read: environments of Pulumi ESC, and unknown keys. */
    readonly notices: readonly string[];
}

/** Names of the stacks of a project: each `Pulumi.<name>.yaml` is one. */
export function stackNames(projectFolder: string): string[] {
    return readdirSync(projectFolder)
        .flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? [])
        .sort();
}

/**
 * Reads a stack's file.
 * @throws {UsageError} where the file is missing, empty, not YAML or without a map `config`.
 */
export function readStackFile(projectFolder: string, stack: StackSource): StackFile {
    const fileName = stackFileName(stack);
    const path = stackFilePath(projectFolder, stack);
    if (!existsSync(path)) {
        const want =
            stack.file === undefined
                ? `one of the stacks ${stackNames(projectFolder).join(", ")}`
                : "the file of a stack";
        throw new UsageError([`"${fileName}": got no file, want ${want}`]);
    }
    return parseStackFile(fileName, readFileSync(path, "utf8"));
}

/**
 * Parses the content of a stack's file.
 * @throws {UsageError} with the line of each YAML error.
 */
export function parseStackFile(fileName: string, text: string): StackFile {
    const lineCounter = new LineCounter();
    const document = parseDocument(text, { prettyErrors: false, lineCounter });
    const errors = syntaxErrorsOf(document.errors, (offset) => lineCounter.linePos(offset).line);
    if (errors.length > 0) throw new UsageError(syntaxProblems(fileName, { errors }).map(renderMessage));
    const content: unknown = document.toJS({ maxAliasCount: 100 });
    const config = isObject(content) ? content.config : undefined;
    const notices = stackFileNotices(fileName, document, lineCounter);
    if (isObject(config)) return { config, notices };
    const got = content === null ? "an empty file" : isObject(content) ? "no map `config`" : "no map";
    throw new UsageError([
        `"${fileName}": got ${got}, want a map \`config\` with the settings of the stack`,
        ...notices,
    ]);
}

/**
 * Problems of a stack's configuration outside the settings: a missing region, and keys without a namespace, with a
 * misspelled one, or with the project's instead of the settings'.
 */
export function keyProblems(settingsNamespace: string, projectName: string, config: StackConfig): string[] {
    const region = config["aws:region"];
    const regionProblems = /^[a-z]{2}(-[a-z]+)+-\d$/.test(String(region))
        ? []
        : [
              `aws:region: got ${region === undefined ? "nothing" : JSON.stringify(region)}, want a region such as eu-central-1`,
          ];
    const namespaceProblems = Object.keys(config).flatMap((key) => {
        const [namespace = "", ...rest] = key.split(":");
        if (rest.length === 0)
            return [`"${key}": got a key without a namespace, want "${settingsNamespace}:${key}" or "aws:${key}"`];
        if (namespace === settingsNamespace) return [];
        const isMeant = namespace === projectName || distance(namespace, settingsNamespace) <= 2;
        return isMeant ? [`"${key}": got an unknown namespace, want "${settingsNamespace}:${rest.join(":")}"`] : [];
    });
    return [...regionProblems, ...namespaceProblems];
}

/** The values of a stack's configuration in a namespace, without its prefix, as the program reads them. */
export function valuesIn(namespace: string, config: StackConfig): Record<string, unknown> {
    const prefix = `${namespace}:`;
    return Object.fromEntries(
        Object.entries(config)
            .filter(([key]) => key.startsWith(prefix))
            .map(([key, value]) => [key.slice(prefix.length), typeof value === "string" ? configValue(value) : value]),
    );
}

/**
 * Names the secrets of APIs that a stack's file has as plain text; never their values.
 * @param apis the section `apis` as the file has it, with placeholders for encrypted values.
 */
export function plainSecretProblems(namespace: string, apis: unknown): string[] {
    return entriesOf(apis).flatMap(([api, settings]) =>
        entriesOf(isObject(settings) ? settings.secrets : undefined)
            .filter(([, value]) => typeof value === "string" && value !== placeholder && !isSecretArn(value))
            .map(([name]) => {
                const key = `${namespace}:apis.${api}.secrets.${name}`;
                return `${key}: got plain text, want the ARN of a secret, or an encrypted value: pulumi config set --secret --path '${key}'`;
            }),
    );
}

function entriesOf(value: unknown): [string, unknown][] {
    return isObject(value) ? Object.entries(value) : [];
}
