import { join } from "node:path";
import { photoFunctionKeys } from "../../infra/pipelines/photos/names";
import { functionKey, isFunctionArn } from "../../openapi/derive/service-integrations/credentials";
import { arnProblem, ownTable } from "../../openapi/derive/service-integrations/resources";
import type { PublishedApi } from "../../openapi/document";
import { unknownKey } from "../../openapi/issues";
import { integrationKey, isService, type OperationIntegration } from "../../openapi/operation-integration";
import { type FileMessage, problemMessage, quote } from "../../openapi/problem";
import { hasServer, kindsBehindLink } from "../settings/compute-kinds";
import { settingProblem } from "../settings/problems";
import type { Settings } from "../settings/schema";
import { functionFileProblem } from "./authorizer-files";
import { readApiFile } from "./documents";
import { definitionFile } from "./service-integrations";

type Apis = Settings["apis"];

/** Checks the integrations of the APIs against the stack's settings, and the files that they refer to. */
export function integrationProblems(
    documents: readonly PublishedApi[],
    apis: Apis,
    projectFolder: string,
): FileMessage[] {
    return documents.flatMap((api) => {
        const own = Object.values(api.integrations ?? {});
        return [
            ...unanswered(api, apis),
            ...sameFunctions(own, apis[api.name]?.photoPipeline !== undefined),
            ...own.flatMap((integration) => targetProblems(integration, api, apis, projectFolder)),
        ];
    });
}

/** Checks that each existing resource in the settings is one that an integration names, of the right service; one line each. */
export function targetSettingProblems(documents: readonly PublishedApi[], apis: Apis): string[] {
    return documents.flatMap(({ name, integrations = {} }) => {
        const used = Object.values(integrations).flatMap(({ target }) => (isService(target) ? [target] : []));
        const names = [...new Set(used.map((target) => target.name))].filter((own) => own !== ownTable);
        return Object.entries(apis[name]?.targets ?? {}).flatMap(([key, arn]): string[] => {
            const at = ["apis", name, "targets", key];
            if (!names.includes(key)) {
                const want = names.length > 0 ? unknownKey(at, key, names).want : "no such key";
                return [settingProblem(at, arn, `${want}, as app/${name}/integrations.yaml names no "${key}"`)];
            }
            const wanted = used.flatMap((target) => (target.name === key ? (arnProblem(target.kind, arn) ?? []) : []));
            return [...new Set(wanted)].map((want) => settingProblem(at, arn, want));
        });
    });
}

// Two functions cannot have one name.
function sameFunctions(integrations: readonly OperationIntegration[], hasPhotoPipeline: boolean): FileMessage[] {
    const files = new Map<string, string>();
    const ofPipeline: readonly string[] = hasPhotoPipeline ? Object.values(photoFunctionKeys) : [];
    return integrations.flatMap(({ key, source, target }) => {
        if (target.kind !== "lambda" || isFunctionArn(target.function)) return [];
        const name = functionKey(target.function);
        const other = files.get(name) ?? target.function;
        files.set(name, other);
        const isTaken = ofPipeline.includes(name);
        if (other === target.function && !isTaken) return [];
        const owner = isTaken ? "a function of the photo pipeline" : `"${other}"`;
        const want = `another name than that of ${owner}, as both functions would be "${name}"`;
        const at = [key, target.kind, "function"];
        return [{ ...source, message: problemMessage({ at, got: quote(target.function), want }) }];
    });
}

// Without a server, only integrations can answer.
function unanswered({ name, document, integrations = {} }: PublishedApi, apis: Apis): FileMessage[] {
    const kind = apis[name]?.runsOn;
    if (kind === undefined || hasServer(kind)) return [];
    return document.operations
        .filter((operation) => integrations[integrationKey(operation)] === undefined)
        .map(({ path, method, source }) => {
            const want = `one in app/${name}/integrations.yaml, as the API runs on the gateway and has no server`;
            return { ...source, message: problemMessage({ at: ["paths", path, method], got: "no integration", want }) };
        });
}

function targetProblems(
    { key, source, target }: OperationIntegration,
    { name, targets = {} }: PublishedApi,
    apis: Apis,
    projectFolder: string,
): FileMessage[] {
    const problem = (got: string, want: string): FileMessage[] => [
        { ...source, message: problemMessage({ at: [key, target.kind], got, want }) },
    ];
    if (target.kind === "backend") {
        const server = target.api ?? name;
        const kind = apis[server]?.runsOn;
        const isLinked = kind !== undefined && kindsBehindLink.some((own) => own === kind);
        const got = kind === undefined ? `the API "${server}"` : `the API "${server}" on ${kind}`;
        return isLinked ? [] : problem(got, `an API of the stack behind a VPC link, on ${kindsBehindLink.join(", ")}`);
    }
    if (target.kind === "lambda" && !isFunctionArn(target.function)) {
        const want = functionFileProblem(join(projectFolder, "app", name, target.function));
        if (want === undefined) return [];
        const at = [key, target.kind, "function"];
        return [{ ...source, message: problemMessage({ at, got: quote(target.function), want }) }];
    }
    if (target.kind === "dynamodb" && !Object.hasOwn(targets, target.name)) {
        const want = `"${ownTable}", or a name in gatehouse:apis.${name}.targets`;
        if (target.name !== ownTable) return problem(quote(target.name), want);
        if (apis[name]?.table === undefined) return problem(quote(ownTable), `gatehouse:apis.${name}.table too`);
    }
    if (target.kind === "stepFunctions" && !Object.hasOwn(targets, target.name)) {
        const file = definitionFile(target.name);
        const text = readApiFile(projectFolder, name, file);
        const other = `or its ARN in gatehouse:apis.${name}.targets`;
        if (text === undefined) return problem("no definition", `the state machine in app/${name}/${file}, ${other}`);
        if (!isJsonObject(text))
            return problem(`app/${name}/${file}`, "a definition in the Amazon States Language, in JSON");
    }
    return [];
}

function isJsonObject(text: string): boolean {
    try {
        const value: unknown = JSON.parse(text);
        return typeof value === "object" && value !== null && "StartAt" in value && "States" in value;
    } catch (error) {
        if (error instanceof SyntaxError) return false;
        throw error;
    }
}
