import { z } from "zod";
import type { StateResource } from "../../cloud-simulator/state/state-resource";
import { readNodeFunctions } from "../../gateway-emulator/state/node-functions";
import { readDomainNames } from "../../gateway-emulator/state/read-domain-names";
import { throttleForm as accountThrottleForm } from "../../gateway-emulator/state/read-usage-plan";
import { revealed, stringMap } from "../../gateway-emulator/state/state-values";
import type { CorsConfiguration, DeployedHttpApi, HttpStage } from "./deployed-http-api";
import { type GivenOutputs, readEach } from "./read-each";
import { readListeners, readTargetApps } from "./read-load-balancers";
import { authorizerForm, integrationForm, routeForm } from "./read-routes";

const list = z
    .array(z.string())
    .nullish()
    .transform((value) => value ?? []);
const corsForm = z
    .object({
        allowOrigins: list,
        allowMethods: list,
        allowHeaders: list,
        exposeHeaders: list,
        allowCredentials: z.boolean().nullish(),
        maxAge: z.number().nullish(),
    })
    .transform(
        ({ maxAge, allowCredentials, ...lists }): CorsConfiguration => ({
            ...lists,
            allowCredentials: allowCredentials ?? false,
            ...(typeof maxAge === "number" && { maxAge }),
        }),
    );
const apiForm = z.object({
    id: z.string(),
    name: z.string(),
    executionArn: z.string(),
    apiEndpoint: z.string().transform((url) => new URL(url).hostname),
    disableExecuteApiEndpoint: z.boolean().nullish(),
    corsConfiguration: corsForm.nullish(),
    body: z
        .string()
        .nullish()
        .refine((body) => !body, { error: "got an OpenAPI body, want routes and integrations as resources" }),
});
// The provider sends 0 for a number that is missing in a block (pulumi/pulumi-aws#2363), and each call gets 429.
const throttleForm = z
    .object({ throttlingRateLimit: z.number().default(0), throttlingBurstLimit: z.number().default(0) })
    .transform(({ throttlingRateLimit: rate, throttlingBurstLimit: burst }) => ({ rate, burst }));
const stageForm = z
    .object({
        name: z.string(),
        autoDeploy: z.boolean().nullish(),
        stageVariables: stringMap,
        defaultRouteSettings: throttleForm.nullish(),
        routeSettings: z.array(z.object({ routeKey: z.string() }).and(throttleForm)).nullish(),
        accessLogSettings: z.object({ format: z.string() }).nullish(),
    })
    .transform(({ name, stageVariables: variables, defaultRouteSettings, routeSettings, ...stage }) => {
        const { accessLogSettings } = stage;
        const own = (routeSettings ?? []).map(({ routeKey, rate, burst }) => [routeKey, { rate, burst }]);
        const read: HttpStage = {
            name,
            variables,
            ...(defaultRouteSettings && { throttle: defaultRouteSettings }),
            routeThrottles: Object.fromEntries(own),
            ...(accessLogSettings && { accessLogFormat: accessLogSettings.format }),
        };
        return { stage: read, autoDeploy: stage.autoDeploy ?? false };
    });

const accountForm = z.object({ throttleSettings: z.array(accountThrottleForm) });

// API Gateway quotas, "Throttle quota per account, per Region".
const accountThrottle = { rate: 10_000, burst: 5_000 };

/**
 * Reads the HTTP API of a stack from its state.
 * @returns undefined without one.
 * @throws {Error} if the stack has several, or if it uses a feature that the emulator does not support, with a line for each.
 */
export function readHttpApi(resources: readonly StateResource[]): DeployedHttpApi | undefined {
    const problems: string[] = [];
    const ofType = (type: string) =>
        resources
            .filter((resource) => resource.type === `aws:apigatewayv2/${type}`)
            .map(({ id = "", urn, outputs }) => ({ urn, outputs: { ...Object(revealed(outputs)), id } }));
    const ofHttp = z.object({ protocolType: z.literal("HTTP") });
    const found = ofType("api:Api").filter(({ outputs }) => ofHttp.safeParse(outputs).success);
    if (found.length === 0) return undefined;
    if (found.length > 1) throw new Error(`HTTP APIs of the stack: got ${found.length}, want 1`);
    const read = <T>(form: z.ZodType<T>, given: readonly GivenOutputs[]) => readEach(form, given, problems);
    const [api] = read(apiForm, found);
    const belongs = z.object({ apiId: z.literal(found[0]?.outputs.id) });
    const own = (type: string) => ofType(type).filter(({ outputs }) => belongs.safeParse(outputs).success);
    const byId = <T extends { readonly id: string }>(all: readonly T[]): Record<string, T> =>
        Object.fromEntries(all.map((each) => [each.id, each]));
    const integrations = byId(read(integrationForm, own("integration:Integration")));
    const authorizers = byId(read(authorizerForm, own("authorizer:Authorizer")));
    const routes = read(routeForm(integrations, authorizers), own("route:Route"));
    const isDeployed = own("deployment:Deployment").length > 0;
    // Without a deployment a stage has no routes (hashicorp/terraform-provider-aws#17955).
    const stages = read(stageForm, own("stage:Stage")).filter(({ autoDeploy }) => autoDeploy || isDeployed);
    const [account] = resources
        .filter(({ type }) => type === "aws:apigateway/account:Account")
        .map(({ outputs }) => accountForm.parse(revealed(outputs)));
    const listeners = readListeners(resources, problems);
    if (api === undefined || problems.length > 0) throw new Error(`the HTTP API of the stack: ${problems.join("\n")}`);
    return {
        id: api.id,
        name: api.name,
        executionArn: api.executionArn,
        endpoint: api.apiEndpoint,
        disablesDefaultEndpoint: api.disableExecuteApiEndpoint ?? false,
        ...(api.corsConfiguration && { cors: api.corsConfiguration }),
        routes,
        integrations,
        stages: Object.fromEntries(stages.map(({ stage }) => [stage.name, stage])),
        domains: readDomainNames(resources, api.id),
        links: ofType("vpcLink:VpcLink").map(({ outputs }) => outputs.id),
        listeners,
        targets: readTargetApps(resources),
        nodeFunctions: readNodeFunctions(resources),
        accountThrottle: account?.throttleSettings[0] ?? accountThrottle,
    };
}
