import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { DocumentError, renderMessage } from "../../../openapi/problem";
import { authorizerProblems } from "../../../stacks/authorizer-files";
import { buildProblems, buildsImages } from "../../../stacks/build-folders";
import { awsCredentialProblems } from "../../../stacks/config/aws-credentials";
import { defaultTagProblems } from "../../../stacks/config/default-tags";
import { stackNameProblem } from "../../../stacks/config/stack-name";
import { readDocuments } from "../../../stacks/documents";
import { siteProblems } from "../../../stacks/edge/site-build";
import { readReleases } from "../../../stacks/releases";
import { defineRestApi, type RestApiDefinition } from "../../../stacks/rest-api-definition";
import { functionNameProblems } from "../../../stacks/settings/lambda/function-names";
import { parseSettings } from "../../../stacks/settings/parse-settings";
import { SettingsError } from "../../../stacks/settings/problems";
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
    const { region, defaultTags } = aws;
    const problems = [
        ...keyProblems(settingsNamespace, projectName, offline.config),
        ...defaultTagProblems(defaultTags),
        ...awsCredentialProblems(aws),
        ...plainSecretProblems(settingsNamespace, values.apis),
    ];
    const settings = collect(problems, () => parseSettings(values, region === undefined ? undefined : String(region)));
    const hasRepository = settings !== undefined && buildsImages(settings);
    const nameProblem = stackNameProblem({ project: projectName, stack: name, hasRepository });
    if (nameProblem) problems.unshift(nameProblem);
    let restApi: RestApiDefinition | undefined;
    if (settings) {
        const title = `${projectName}-${name}`;
        problems.push(...buildProblems(folder, settings), ...functionNameProblems(title, settings));
        problems.push(...authorizerProblems(folder, title, settings), ...siteProblems(folder, settings));
        restApi = collect(problems, () => defineRestApi(title, settings, folder));
        collect(problems, () => restApi && readReleases(folder, name, settings, newestApi(name, restApi)));
    } else collect(problems, () => readDocuments(folder, namesOf(values.apis)));
    if (!settings || problems.length > 0) throw new UsageError([...problems, ...notices]);
    return {
        ...source,
        settings,
        ...offline,
        notices: [
            ...notices,
            ...existingNotices(settingsNamespace, existingCloud(offline.config)),
            ...settingsNotices(settings, values, String(region), day),
            ...accountRoleNotices(settingsNamespace, values.gateway),
            ...credentialNotices(settingsNamespace, settings, restApi?.credentialHeaders ?? {}),
            ...(restApi?.cutVariables ?? []).map(renderMessage),
            ...adjustmentNotices(restApi?.adjustments ?? []),
        ],
    };
}

// The problems of releases do not depend on the account.
function newestApi(stack: string, restApi: RestApiDefinition) {
    const place = { partition: "aws", region: "eu-central-1", accountId: "000000000000" };
    return () => ({ name: `${projectName}-${stack}`, ...restApi, body: restApi.body(place) });
}

function collect<Result>(problems: string[], read: () => Result): Result | undefined {
    try {
        return read();
    } catch (error) {
        if (!(error instanceof SettingsError || error instanceof DocumentError)) throw error;
        problems.push(...error.problems);
        return undefined;
    }
}

function namesOf(apis: unknown): string[] {
    return typeof apis === "object" && apis !== null && !Array.isArray(apis) ? Object.keys(apis) : [];
}
