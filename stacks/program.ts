import { relative, resolve } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AwsPlace } from "../openapi/aws-place";
import { DocumentError } from "../openapi/problem";
import { needPlace } from "./apis/service-integrations";
import { awsCredentials } from "./config/aws-credentials";
import { configValue } from "./config/config-value";
import { podIdentitySeconds } from "./config/pod-identity-delay";
import { recreatesSnapshots } from "./config/recreated-snapshots";
import { checkDefinition } from "./definition";
import { findDomainZone } from "./edge/domain-zone";
import { existingResources } from "./existing/existing-resources";
import { canaryCallWarnings } from "./http/canary-route";
import { linkZoneProblems, type SubnetPlaces } from "./http/link-subnets";
import { hasPipelines } from "./pipelines/stack-pipelines";
import { Platform } from "./platform";
import { readReleases } from "./releases";
import { authorizersNeedPlace } from "./settings/authorizers/authorizers";
import { createsCluster, needsNetwork } from "./settings/compute-kinds";
import { functionApis } from "./settings/lambda/function-names";
import { placeholderProblems } from "./settings/placeholders";
import { SettingsError } from "./settings/problems";
import type { Settings } from "./settings/schema";
import { settingsWarnings } from "./settings/warnings";
import { stackOutputs } from "./stack-outputs";
import { clusterZones, type StackZones, stackZones } from "./stack-zones";

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
    const aws = programConfig("aws");
    const values = programConfig("gatehouse");
    return withoutTrace(() => {
        const input = { folder, project: pulumi.getProject(), stack: pulumi.getStack(), values, aws };
        const { definition, problems } = checkDefinition(input);
        const all = [...problems, ...(pulumi.runtime.isDryRun() ? [] : placeholderProblems(values))];
        if (definition === undefined || all.length > 0) throw new SettingsError(all);
        if (pulumi.runtime.isDryRun()) {
            const region = aws.region === undefined ? undefined : String(aws.region);
            const today = new Date().toISOString().slice(0, 10);
            const ofSettings = settingsWarnings(values, definition.settings, today, region);
            const ofCanaryCall = canaryCallWarnings(definition.settings, definition.httpApi);
            for (const warning of [...ofSettings, ...ofCanaryCall]) void pulumi.log.warn(warning);
        }
        return {
            ...definition,
            credentials: awsCredentials(aws),
            podIdentitySeconds: podIdentitySeconds(process.env),
        };
    });
}

async function deploy(folder: string, definition: Definition) {
    const { name, settings } = definition;
    const [zones, place, existing, domainZone, edgeZone, httpZone] = await Promise.all([
        zonesOf(name, settings),
        awsPlace(definition),
        existingResources(settings),
        settings.domain && findDomainZone("domain", settings.domain),
        settings.edge && findDomainZone("edge", settings.edge),
        settings.httpApi?.domain && findDomainZone("httpApi.domain", settings.httpApi.domain),
    ]).catch(rethrow);
    if (pulumi.runtime.isDryRun()) for (const warning of existing.warnings) void pulumi.log.warn(warning);
    const { restApi, httpApi } = definition;
    if (httpApi) withoutTrace(() => requireLinkZones({ zones, existing }));
    const releases = withoutTrace(() => {
        if (restApi === undefined) return undefined;
        const newest = () => ({ name, ...restApi, body: restApi.body(place) });
        const read = readReleases(folder, pulumi.getStack(), settings, newest);
        return { ...read, recreates: recreatesSnapshots(process.env) };
    });
    const platform = new Platform({
        ...definition,
        releases,
        zones,
        place,
        existing,
        domainZone,
        edgeZone,
        httpZone,
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
        (restApi !== undefined && needPlace(restApi.integrations)) ||
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

function requireLinkZones(places: SubnetPlaces): void {
    const problems = linkZoneProblems(places);
    if (problems.length > 0) throw new SettingsError(problems);
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
