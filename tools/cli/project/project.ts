import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { renderMessage } from "../../../openapi/problem";
import { checkDefinition } from "../../../stacks/definition";
import { canaryCallWarnings } from "../../../stacks/http/canary-route";
import type { Settings } from "../../../stacks/settings/schema";
import { type OfflineConfig, withPlaceholders } from "../../cloud-simulator/engine/stack-config";
import { UsageError } from "../terminal/usage-error";
import { existingCloud, existingNotices } from "./existing-cloud";
import { accountRoleNotices, adjustmentNotices, credentialNotices, settingsNotices } from "./notices";
import { keyProblems, plainSecretProblems, readStackFile, valuesIn } from "./stack-file";
import type { StackSource } from "./stack-source";

/** Folder that holds `Pulumi.yaml`. */
export const projectFolder = resolve(__dirname, "../../..");

/** Namespace of the settings in the stack files, independent of the project's name. */
export const settingsNamespace = "gatehouse";

/** Name of the project, as in `Pulumi.yaml`; `pulumi new` changes it. */
export const projectName: string = parse(readFileSync(join(projectFolder, "Pulumi.yaml"), "utf8")).name;

/** A stack whose file and documents are valid. */
export interface Stack extends OfflineConfig, StackSource {
    readonly settings: Settings;
    /** Parts of the file that an offline run cannot read, and values to replace before `pulumi up`; one line each. */
    readonly notices: readonly string[];
}

/**
 * Reads a stack's file and the documents of its APIs, and builds its site, before any engine is started.
 * @param stack name of the stack, or its name and its file.
 * @param day the current day, on which the support of Kubernetes versions depends.
 * @throws {UsageError} with every problem of both.
 */
export function readStack(
    stack: string | StackSource,
    folder = projectFolder,
    day = new Date().toISOString().slice(0, 10),
): Stack {
    const source = typeof stack === "string" ? { name: stack } : stack;
    const { name } = source;
    const { config, notices } = readStackFile(folder, source);
    const offline = withPlaceholders(config);
    const values = valuesIn(settingsNamespace, offline.config);
    const aws = valuesIn("aws", offline.config);
    const checked = checkDefinition({ folder, project: projectName, stack: name, values, aws });
    const problems = [
        ...keyProblems(settingsNamespace, projectName, offline.config),
        ...plainSecretProblems(settingsNamespace, values.apis),
        ...checked.problems,
    ];
    if (!checked.definition || problems.length > 0) throw new UsageError([...problems, ...notices]);
    const { settings, restApi, httpApi } = checked.definition;
    return {
        ...source,
        settings,
        ...offline,
        notices: [
            ...notices,
            ...existingNotices(settingsNamespace, existingCloud(offline.config)),
            ...settingsNotices(settings, values, String(aws.region), day),
            ...(restApi ? accountRoleNotices(settingsNamespace, values.gateway) : []),
            ...credentialNotices(
                `${settingsNamespace}:gateway.cors`,
                settings.gateway.cors,
                restApi?.credentialHeaders,
            ),
            ...credentialNotices(
                `${settingsNamespace}:httpApi.cors`,
                settings.httpApi?.cors,
                httpApi?.credentialHeaders,
            ),
            ...canaryCallWarnings(settings, httpApi),
            ...(restApi?.cutVariables ?? []).map(renderMessage),
            ...adjustmentNotices(restApi?.adjustments ?? []),
            ...adjustmentNotices(httpApi?.adjustments ?? [], "http"),
        ],
    };
}
