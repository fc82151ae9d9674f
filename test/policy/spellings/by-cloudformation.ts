import { type Declared, type Json, unknown } from "../engine";
import { type Api, bodyOf, cluster, limits, type Props, settingsOf } from "./api";

const native = (token: string, name: string, props: Props, from: Declared["from"] = {}): Declared => ({
    type: `aws-native:apigateway:${token}`,
    name,
    props,
    from,
});

export const byNative = (api: Api): Declared[] => [
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
export const byTemplate = (api: Api): Declared[] =>
    stackOf(JSON.stringify({ Resources: resourcesOf(api, (id) => ({ Ref: id })) }));

// YAML is a superset of JSON; `!Ref` and `!Sub` are its short forms.
export const byYaml = (api: Api): Declared[] => {
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
export const byControl = (api: Api): Declared[] =>
    Object.entries(resourcesOf(api, (id) => ids.get(id)?.ref ?? null)).map(([name, own]) => {
        const { Type: typeName = null, Properties: state = null } = own as Props;
        return {
            type: "aws:cloudcontrol/resource:Resource",
            name,
            props: { typeName, desiredState: JSON.stringify(state) },
            outputs: { id: ids.get(name)?.whole ?? null },
        };
    });
