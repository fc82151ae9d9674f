import { existsSync } from "node:fs";
import { join } from "node:path";
import { DocumentError } from "../openapi/problem";
import { authorizerProblems, functionFileProblem } from "./apis/authorizer-files";
import { type ApiDefinitions, defineApis } from "./apis/define-apis";
import { namedFunctions, readDocuments } from "./apis/documents";
import { readWebSockets, type WebSocketRoutesByApi } from "./apis/web-socket-files";
import { awsCredentialProblems } from "./config/aws-credentials";
import { defaultTagProblems } from "./config/default-tags";
import { stackNameProblem } from "./config/stack-name";
import { edgeCacheProblems } from "./edge/credential-headers";
import { siteProblems } from "./edge/site-build";
import { httpEdgeProblems } from "./http/http-edge-problems";
import { pipelineProblems } from "./pipelines/pipeline-files";
import { readReleases } from "./releases";
import { functionNameProblems } from "./settings/lambda/function-names";
import { parseSettings } from "./settings/parse-settings";
import { SettingsError } from "./settings/problems";
import type { Settings } from "./settings/schema";
import { canaryProblems } from "./watching/canary-paths";

/** The configuration of a stack, and the folder of its files. */
export interface DefinitionInput {
    /** Folder that contains `app`. */
    readonly folder: string;
    readonly project: string;
    readonly stack: string;
    /** The values under `gatehouse:`, without that prefix, as YAML has them. */
    readonly values: Readonly<Record<string, unknown>>;
    /** The values under `aws:`, without that prefix. */
    readonly aws: Readonly<Record<string, unknown>>;
}

/** A stack before anything is deployed: its settings, and what its files define. */
export interface StackDefinition extends ApiDefinitions {
    /** Name of the stack at AWS. */
    readonly name: string;
    readonly settings: Settings;
    readonly webSockets: WebSocketRoutesByApi;
}

/** A definition, or every problem of it, one line each. */
export type CheckedDefinition =
    | { readonly definition: StackDefinition; readonly problems: readonly [] }
    | { readonly definition?: undefined; readonly problems: readonly string[] };

/**
 * Reads a stack's settings and files, and checks whatever can be checked without AWS. The program of the stack and the commands
 * call it, so that the commands find each problem before an engine starts.
 */
export function checkDefinition({ folder, project, stack, values, aws }: DefinitionInput): CheckedDefinition {
    const name = `${project}-${stack}`;
    const problems = [...defaultTagProblems(aws.defaultTags), ...awsCredentialProblems(aws)];
    const collect = <Result>(read: () => Result): Result | undefined => {
        try {
            return read();
        } catch (error) {
            if (!(error instanceof SettingsError || error instanceof DocumentError)) throw error;
            problems.push(...error.problems);
            return undefined;
        }
    };
    const region = aws.region === undefined ? undefined : String(aws.region);
    const settings = collect(() => parseSettings(values, region));
    const hasRepository = settings !== undefined && buildsImages(settings);
    const nameProblem = stackNameProblem({ project, stack, hasRepository });
    if (nameProblem) problems.unshift(nameProblem);
    if (settings === undefined) {
        collect(() => readDocuments(folder, namesOf(values.apis)));
        return { problems };
    }
    problems.push(...buildProblems(folder, settings), ...functionNameProblems(name, settings));
    // Functions may need packages that cannot be installed.
    problems.push(...(collect(() => authorizerProblems(folder, name, settings)) ?? []));
    problems.push(
        ...(collect(() =>
            pipelineProblems(folder, settings, functionFileProblem, (api) => namedFunctions(folder, api)),
        ) ?? []),
    );
    problems.push(...siteProblems(folder, settings));
    const webSockets = collect(() => readWebSockets(folder, settings));
    const published = collect(() => defineApis(name, settings, folder));
    const { restApi, httpApi } = published ?? {};
    if (httpApi !== undefined) problems.push(...httpEdgeProblems(settings, httpApi));
    if (restApi !== undefined) {
        problems.push(...edgeCacheProblems({ settings, restApi }), ...canaryProblems(settings, restApi.operations));
        collect(() =>
            readReleases(folder, stack, settings, () => ({ name, ...restApi, body: restApi.body(anyPlace) })),
        );
    }
    if (webSockets === undefined || published === undefined || problems.length > 0) return { problems };
    return { definition: { name, settings, ...published, webSockets }, problems: [] };
}

// The problems of releases do not depend on the account.
const anyPlace = { partition: "aws", region: "eu-central-1", accountId: "000000000000" };

function namesOf(apis: unknown): string[] {
    return typeof apis === "object" && apis !== null && !Array.isArray(apis) ? Object.keys(apis) : [];
}

type Built = Pick<Settings, "apis" | "pages">;

// Whether an image is built for an API or a page of the stack.
function buildsImages({ apis, pages = {} }: Built): boolean {
    return [...Object.values(apis), ...Object.values(pages)].some(({ build }) => build !== undefined);
}

// The folders that APIs and pages are built from need a Dockerfile.
function buildProblems(projectFolder: string, { apis, pages = {} }: Built): string[] {
    const containers = Object.entries({ apis, pages }).flatMap(([section, entries]) =>
        Object.entries(entries).map(([name, { build }]) => ({ path: `${section}.${name}`, build })),
    );
    return containers.flatMap(({ path, build }) => {
        if (build === undefined || existsSync(join(projectFolder, build, "Dockerfile"))) return [];
        return [`gatehouse:${path}.build: got "${build}" without a Dockerfile, want a folder with one`];
    });
}
