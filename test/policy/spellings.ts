import { type Declared, type Json, unknown } from "./engine";

type Props = { readonly [key: string]: Json };

/** What an API does, whichever way it is written. */
export interface Api {
    readonly hasKey: boolean;
    readonly hasCache: boolean;
    readonly isPrivate: boolean;
    /** Requests per second of the usage plan and of the stage. */
    readonly planRate: number | undefined;
    readonly stageRate: number | undefined;
}

const digest = "3a7bd3e2360a3d29eea436fcfb7e44c735d117c4";
const integrationOf = ({ isPrivate }: Api) => ({
    type: isPrivate ? "AWS_PROXY" : "HTTP_PROXY",
    uri: isPrivate
        ? "arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-central-1:111122223333:function:shop/invocations"
        : "https://shop.example.com/items",
});

export const bodyOf = (api: Api): { readonly [key: string]: Json } => ({
    openapi: "3.0.1",
    info: { title: "shop", version: "1" },
    paths: {
        "/items": {
            get: {
                ...(api.hasKey && { security: [{ api_key: [] }] }),
                "x-amazon-apigateway-integration": { ...integrationOf(api), httpMethod: "POST" },
            },
        },
    },
    components: { securitySchemes: { api_key: { type: "apiKey", in: "header", name: "x-api-key" } } },
});

const cluster = ({ hasCache }: Api): Props => (hasCache ? { cacheClusterEnabled: true, cacheClusterSize: "0.5" } : {});
const limits = (rate: number | undefined, name: string, burst: string): Props =>
    rate === undefined ? {} : { [name]: rate, [burst]: 50 };
const settingsOf = (api: Api): Props => ({
    cachingEnabled: true,
    cacheTtlInSeconds: 300,
    ...limits(api.stageRate, "throttlingRateLimit", "throttlingBurstLimit"),
});

const aws = (token: string, name: string, props: Props, from: Declared["from"] = {}): Declared => ({
    type: `aws:apigateway/${token.charAt(0).toLowerCase()}${token.slice(1)}:${token}`,
    name,
    props,
    from,
});

/** Everything around the definition of the API: (a) and (b) share it. */
const around = (api: Api, triggers: readonly string[]): Declared[] => [
    aws("Deployment", "deployment", { restApi: unknown, triggers: unknown }, { restApi: ["api"], triggers }),
    aws(
        "Stage",
        "stage",
        { restApi: unknown, deployment: unknown, stageName: "live", ...cluster(api) },
        { restApi: ["api"], deployment: ["deployment"] },
    ),
    aws(
        "MethodSettings",
        "settings",
        {
            restApi: unknown,
            stageName: "live",
            methodPath: "*/*",
            settings: { ...settingsOf(api), requireAuthorizationForCacheControl: true },
        },
        { restApi: ["api"], stageName: ["stage"] },
    ),
    ...planned(api, "api", "stage"),
];

const planned = (api: Api, apiName: string, stageName: string): Declared[] => [
    aws(
        "UsagePlan",
        "plan",
        {
            apiStages: [{ apiId: unknown, stage: "live" }],
            ...(api.planRate !== undefined && { throttleSettings: limits(api.planRate, "rateLimit", "burstLimit") }),
        },
        { apiStages: [apiName, stageName] },
    ),
    aws("ApiKey", "key", {}),
    aws(
        "UsagePlanKey",
        "plan-key",
        { keyId: unknown, keyType: "API_KEY", usagePlanId: unknown },
        { keyId: ["key"], usagePlanId: ["plan"] },
    ),
];

const withBody = (api: Api): Declared[] => [
    aws("RestApi", "api", { body: JSON.stringify(bodyOf(api)) }),
    ...around(api, ["api"]),
];

const granular = (api: Api): Declared[] => [
    aws("RestApi", "api", {}),
    aws(
        "Resource",
        "items",
        { restApi: unknown, parentId: unknown, pathPart: "items" },
        { restApi: ["api"], parentId: ["api"] },
    ),
    aws(
        "Method",
        "get",
        { restApi: unknown, resourceId: unknown, httpMethod: "GET", authorization: "NONE", apiKeyRequired: api.hasKey },
        { restApi: ["api"], resourceId: ["items"] },
    ),
    aws(
        "Integration",
        "call",
        { restApi: unknown, resourceId: unknown, httpMethod: "GET", ...integrationOf(api) },
        { restApi: ["api"], resourceId: ["items"] },
    ),
    ...around(api, ["get", "call"]),
];

// The component registers an API, a deployment and a stage of the same name, and puts its digest into `variables`
// (pulumi/pulumi-aws-apigateway, aws-apigateway/apigateway/api.ts). A cache and settings come from a transform.
const byComponent = (api: Api): Declared[] => [
    { type: "aws-apigateway:index:RestAPI", name: "shop" },
    ...withBody(api).map((each) => {
        if (!["api", "deployment", "stage"].includes(each.name)) return each;
        if (each.name !== "deployment") return { ...each, parent: "shop" };
        const props = { restApi: unknown, variables: { version: digest } };
        return { ...each, parent: "shop", props, from: { restApi: ["api"], variables: ["api"] } };
    }),
];

const native = (token: string, name: string, props: Props, from: Declared["from"] = {}): Declared => ({
    type: `aws-native:apigateway:${token}`,
    name,
    props,
    from,
});

const byNative = (api: Api): Declared[] => [
    native("RestApi", "api", { body: bodyOf(api) }),
    native("Deployment", "deployment", { restApiId: unknown }, { restApiId: ["api"] }),
    native(
        "Stage",
        "stage",
        {
            restApiId: unknown,
            deploymentId: unknown,
            stageName: "live",
            ...cluster(api),
            methodSettings: [{ resourcePath: "/*", httpMethod: "*", ...settingsOf(api) }],
        },
        { restApiId: ["api"], deploymentId: ["deployment"] },
    ),
    native(
        "UsagePlan",
        "plan",
        {
            apiStages: [{ apiId: unknown, stage: "live" }],
            ...(api.planRate !== undefined && { throttle: limits(api.planRate, "rateLimit", "burstLimit") }),
        },
        { apiStages: ["api", "stage"] },
    ),
    native("ApiKey", "key", { enabled: true }),
    native(
        "UsagePlanKey",
        "plan-key",
        { keyId: unknown, keyType: "API_KEY", usagePlanId: unknown },
        { keyId: ["key"], usagePlanId: ["plan"] },
    ),
];

const upper = (props: Props): Props =>
    Object.fromEntries(Object.entries(props).map(([key, own]) => [key.charAt(0).toUpperCase() + key.slice(1), own]));

/** The resources of a template, with another way to write a reference. */
function resourcesOf(api: Api, ref: (id: string) => Json): Props {
    return {
        Api: { Type: "AWS::ApiGateway::RestApi", Properties: { Body: bodyOf(api) } },
        Deployment: { Type: "AWS::ApiGateway::Deployment", Properties: { RestApiId: ref("Api") } },
        Stage: {
            Type: "AWS::ApiGateway::Stage",
            Properties: {
                RestApiId: ref("Api"),
                DeploymentId: ref("Deployment"),
                StageName: "live",
                ...upper(cluster(api)),
                MethodSettings: [{ ResourcePath: "/*", HttpMethod: "*", ...upper(settingsOf(api)) }],
            },
        },
        Plan: {
            Type: "AWS::ApiGateway::UsagePlan",
            Properties: {
                ApiStages: [{ ApiId: ref("Api"), Stage: ref("Stage") }],
                ...(api.planRate !== undefined && { Throttle: upper(limits(api.planRate, "rateLimit", "burstLimit")) }),
            },
        },
        Key: { Type: "AWS::ApiGateway::ApiKey", Properties: { Enabled: true } },
        PlanKey: {
            Type: "AWS::ApiGateway::UsagePlanKey",
            Properties: { KeyId: ref("Key"), KeyType: "API_KEY", UsagePlanId: ref("Plan") },
        },
    };
}

const stackOf = (templateBody: string): Declared[] => [
    { type: "aws:cloudformation/stack:Stack", name: "shop", props: { templateBody } },
];
const byTemplate = (api: Api): Declared[] =>
    stackOf(JSON.stringify({ Resources: resourcesOf(api, (id) => ({ Ref: id })) }));

// YAML is a superset of JSON; `!Ref` and `!Sub` are its short forms.
const byYaml = (api: Api): Declared[] => {
    const marked = JSON.stringify(resourcesOf(api, (id) => (id === "Stage" ? `@Ref ${id}` : `@Sub ${id}`)));
    return stackOf(
        `Resources: ${marked.replace(/"@Ref (\w+)"/g, "!Ref $1").replace(/"@Sub (\w+)"/g, "!Sub '$${$1}'")}\n`,
    );
};

// The ids are known, since a desired state is one text: what is not known makes it unknown as a whole.
const ids: ReadonlyMap<string, { readonly ref: string; readonly whole: string }> = new Map([
    ["Api", { ref: "a1", whole: "a1" }],
    ["Deployment", { ref: "d1", whole: "d1|a1" }],
    ["Stage", { ref: "live", whole: "a1|live" }],
    ["Plan", { ref: "p1", whole: "p1" }],
    ["Key", { ref: "k1", whole: "k1" }],
    ["PlanKey", { ref: "k1:p1", whole: "k1:p1" }],
]);
const byControl = (api: Api): Declared[] =>
    Object.entries(resourcesOf(api, (id) => ids.get(id)?.ref ?? null)).map(([name, own]) => {
        const { Type: typeName = null, Properties: state = null } = own as Props;
        return {
            type: "aws:cloudcontrol/resource:Resource",
            name,
            props: { typeName, desiredState: JSON.stringify(state) },
            outputs: { id: ids.get(name)?.whole ?? null },
        };
    });

// A cluster and a service made by components, as they register their resources, beside the API.
const amidComponents = (api: Api): Declared[] => [
    ...withBody(api),
    { type: "eks:index:Cluster", name: "cluster" },
    { type: "awsx:ecs:FargateService", name: "service" },
    {
        type: "aws:lb/loadBalancer:LoadBalancer",
        name: "inner",
        props: { internal: true, loadBalancerType: "network" },
    },
    aws("VpcLink", "link", { targetArn: unknown }, { targetArn: ["inner"] }),
];

/** The same API, in seven ways (a template twice). */
export const spellings: Readonly<Record<string, (api: Api) => readonly Declared[]>> = {
    "aws with a body": withBody,
    "aws, resource by resource": granular,
    "@pulumi/aws-apigateway": byComponent,
    "aws-native": byNative,
    "a CloudFormation template in JSON": byTemplate,
    "a CloudFormation template in YAML": byYaml,
    "Cloud Control": byControl,
    "awsx and eks around it": amidComponents,
};
