import { relative, resolve } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AwsPlace } from "../openapi/aws-place";
import { DocumentError } from "../openapi/problem";
import { authorizerProblems, functionFileProblem } from "./authorizer-files";
import { buildProblems, buildsImages } from "./build-folders";
import { awsCredentialProblems, awsCredentials } from "./config/aws-credentials";
import { configValue } from "./config/config-value";
import { defaultTagProblems } from "./config/default-tags";
import { podIdentitySeconds } from "./config/pod-identity-delay";
import { recreatesSnapshots } from "./config/recreated-snapshots";
import { stackNameProblem } from "./config/stack-name";
import { edgeCacheProblems } from "./edge/credential-headers";
import { findDomainZone } from "./edge/domain-zone";
import { siteProblems } from "./edge/site-build";
import { existingResources } from "./existing/existing-resources";
import { pipelineProblems } from "./pipelines/pipeline-files";
import { hasPipelines } from "./pipelines/stack-pipelines";
import { Platform } from "./platform";
import { readReleases } from "./releases";
import { defineRestApi } from "./rest-api-definition";
import { needPlace } from "./service-integrations";
import { authorizersNeedPlace } from "./settings/authorizers/authorizers";
import { createsCluster, needsNetwork } from "./settings/compute-kinds";
import { functionApis, functionNameProblems } from "./settings/lambda/function-names";
import { parseSettings } from "./settings/parse-settings";
import { placeholderProblems } from "./settings/placeholders";
import { SettingsError } from "./settings/problems";
import type { Settings } from "./settings/schema";
import { settingsWarnings } from "./settings/warnings";
import { stackOutputs } from "./stack-outputs";
import { clusterZones, type StackZones, stackZones } from "./stack-zones";
import { readWebSockets } from "./web-socket-files";

/** Folder that contains `Pulumi.yaml` and `app`. */
export const projectFolder = resolve(__dirname, "..");

/**
 * The program of every stack: what `pulumi up` runs against AWS, and what the offline commands run against simulated clouds.
 * @param folder folder that contains `app`.
 * @returns the outputs of the stack.
 */
export function program(folder = projectFolder) {
    // Outside the promise: if it were rejected at once, Node would warn that the engine handles the error later.
    return deploy(folder, readDefinition(folder));
}

type Definition = ReturnType<typeof readDefinition>;

function readDefinition(folder: string) {
    const name = `${pulumi.getProject()}-${pulumi.getStack()}`;
    const aws = programConfig("aws");
    const values = programConfig("gatehouse");
    return withoutTrace(() => {
        const { region, defaultTags } = aws;
        const settings = parseSettings(values, region === undefined ? undefined : String(region));
        const nameProblem = stackNameProblem({
            project: pulumi.getProject(),
            stack: pulumi.getStack(),
            hasRepository: buildsImages(settings),
        });
        const problems = [
            ...(nameProblem ? [nameProblem] : []),
            ...defaultTagProblems(defaultTags),
            ...awsCredentialProblems(aws),
            ...buildProblems(folder, settings),
            ...functionNameProblems(name, settings),
            ...authorizerProblems(folder, name, settings),
            ...pipelineProblems(folder, settings, functionFileProblem),
            ...siteProblems(folder, settings),
            ...(pulumi.runtime.isDryRun() ? [] : placeholderProblems(values)),
        ];
        if (problems.length > 0) throw new SettingsError(problems);
        if (pulumi.runtime.isDryRun()) {
            const today = new Date().toISOString().slice(0, 10);
            for (const warning of settingsWarnings(values, settings, today)) void pulumi.log.warn(warning);
        }
        const restApi = defineRestApi(name, settings, folder);
        const ofCache = edgeCacheProblems({ settings, restApi });
        if (ofCache.length > 0) throw new SettingsError(ofCache);
        return {
            name,
            settings,
            restApi,
            webSockets: readWebSockets(folder, settings),
            credentials: awsCredentials(aws),
            podIdentitySeconds: podIdentitySeconds(process.env),
        };
    });
}

async function deploy(folder: string, definition: Definition) {
    const { name, settings } = definition;
    const [zones, place, existing, domainZone, edgeZone] = await Promise.all([
        zonesOf(name, settings),
        awsPlace(definition),
        existingResources(settings),
        settings.domain && findDomainZone("domain", settings.domain),
        settings.edge && findDomainZone("edge", settings.edge),
    ]).catch(rethrow);
    if (pulumi.runtime.isDryRun()) for (const warning of existing.warnings) void pulumi.log.warn(warning);
    const { restApi } = definition;
    const newest = () => ({ name, ...restApi, body: restApi.body(place) });
    const releases = withoutTrace(() => readReleases(folder, pulumi.getStack(), settings, newest));
    const platform = new Platform({
        ...definition,
        releases: { ...releases, recreates: recreatesSnapshots(process.env) },
        zones,
        place,
        existing,
        domainZone,
        edgeZone,
        folder,
        buildRoot: relative(__dirname, folder),
    });
    return stackOutputs(settings, platform);
}

async function zonesOf(name: string, settings: Settings): Promise<StackZones> {
    const { network } = settings;
    if (network === undefined || !needsNetwork(settings)) return { network: [], cluster: [] };
    const clusterName = createsCluster(settings) ? name : undefined;
    if ("vpcId" in network) return { network: [], cluster: clusterName ? await clusterZones(clusterName) : [] };
    return stackZones(clusterName, network);
}

// Asks the provider where functions, the targets of integrations, photo pipelines, the user pool and alarms are: their ARNs are in the REST API's body, which has
// to be known at preview, and the outputs of resources are not. Undefined for a stack without any.
async function awsPlace({ settings, restApi }: Definition): Promise<AwsPlace | undefined> {
    const isNeeded =
        functionApis(settings).length > 0 ||
        needPlace(restApi.integrations) ||
        authorizersNeedPlace(settings) ||
        hasPipelines(settings) ||
        settings.alarms !== undefined;
    if (!isNeeded) return undefined;
    const [{ partition }, { region }, { accountId }] = await Promise.all([
        aws.getPartition(),
        aws.getRegion(),
        aws.getCallerIdentity(),
    ]);
    return { partition, region, accountId };
}

// The configuration in a namespace, as in the stack's YAML.
function programConfig(namespace: string): Record<string, unknown> {
    const prefix = `${namespace}:`;
    return Object.fromEntries(
        Object.entries(pulumi.runtime.allConfig())
            .filter(([key]) => key.startsWith(prefix))
            .map(([key, value]) => [key.slice(prefix.length), configValue(value)]),
    );
}

function withoutTrace<Result>(read: () => Result): Result {
    try {
        return read();
    } catch (error) {
        return rethrow(error);
    }
}

// A stack trace would bury the problem in the stack's file or in a document.
function rethrow(error: unknown): never {
    const isProblem = error instanceof SettingsError || error instanceof DocumentError;
    throw isProblem ? new pulumi.RunError(error.message) : error;
}
