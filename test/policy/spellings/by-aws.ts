import { type Declared, unknown } from "../engine";
import { type Api, bodyOf, cluster, digest, integrationOf, limits, type Props, settingsOf } from "./api";

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

export const withBody = (api: Api): Declared[] => [
    aws("RestApi", "api", { body: JSON.stringify(bodyOf(api)) }),
    ...around(api, ["api"]),
];

export const granular = (api: Api): Declared[] => [
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

/**
 * The API of a component at a first preview. Its document contains an ARN or the id of its function, so the component
 * never knows the body there; and without it, neither the digest.
 */
export const byComponentAtFirst = (api: Api): Declared[] =>
    byComponent(api).map((each) => {
        if (each.name === "api") return { ...each, props: { body: unknown }, from: {} };
        return each.name === "deployment" ? { ...each, props: { restApi: unknown, variables: unknown } } : each;
    });

// The component registers an API, a deployment and a stage of the same name, and puts its digest into `variables`
// (pulumi/pulumi-aws-apigateway, aws-apigateway/apigateway/api.ts). A cache and settings come from a transform.
export const byComponent = (api: Api): Declared[] => [
    { type: "aws-apigateway:index:RestAPI", name: "shop" },
    ...withBody(api).map((each): Declared => {
        if (!["api", "deployment", "stage"].includes(each.name)) return each;
        if (each.name !== "deployment") return { ...each, parent: "shop" };
        const props: NonNullable<Declared["props"]> = { restApi: unknown, variables: { version: digest } };
        return { ...each, parent: "shop", props, from: { restApi: ["api"], variables: ["api"] } };
    }),
];

// The API calls a service through a VPC link to an internal load balancer. Components make the service, its cluster and
// the load balancer, whose children are registered as awsx does.
export const besideComponents = (api: Api): Declared[] => [
    { type: "eks:index:Cluster", name: "cluster" },
    { type: "awsx:ecs:FargateService", name: "service" },
    { type: "awsx:lb:NetworkLoadBalancer", name: "balancer" },
    {
        type: "aws:lb/loadBalancer:LoadBalancer",
        name: "inner",
        parent: "balancer",
        props: { internal: true, loadBalancerType: "network" },
    },
    aws("VpcLink", "link", { targetArn: unknown }, { targetArn: ["inner"] }),
    ...withBody(api).map((each): Declared => {
        if (each.name === "api") return { ...each, props: { body: JSON.stringify(bodyOf(api, linkedTo(api))) } };
        if (each.name !== "stage") return each;
        const props: NonNullable<Declared["props"]> = { ...each.props, variables: { link: unknown, host: unknown } };
        return { ...each, props, from: { ...each.from, variables: ["link", "inner"] } };
    }),
];

const linkedTo = (api: Api): Props =>
    api.isPrivate
        ? {
              type: "HTTP_PROXY",
              connectionType: "VPC_LINK",
              connectionId: "${stageVariables.link}",
              uri: "http://${stageVariables.host}/items",
          }
        : integrationOf(api);
