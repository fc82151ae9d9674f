/** How a CloudFormation type of API Gateway is written with the aws provider; names begin in lower case. */
export interface GatewayType {
    /** Type token of the aws provider. */
    readonly type: string;
    /** Properties with another name in the aws provider. */
    readonly renamed?: Readonly<Record<string, string>>;
    /** Output of aws-native with the id, which the aws provider calls `id`. */
    readonly id?: string;
    /** Place of the id in Cloud Control's identifier, whose parts are separated by "|". */
    readonly idAt?: number;
    /** Properties that matter, as the aws provider names them: all of them are unknown while the state is. */
    readonly matter: readonly string[];
}

const ofApi = { restApiId: "restApi" };
const part = (token: string): string => `aws:apigateway/${token.charAt(0).toLowerCase()}${token.slice(1)}:${token}`;

// docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_ApiGateway.html; the identifiers are the
// `primaryIdentifier` of each type's schema.
const types: Readonly<Record<string, GatewayType>> = {
    "AWS::ApiGateway::RestApi": {
        type: part("RestApi"),
        renamed: { apiKeySourceType: "apiKeySource", mode: "putRestApiMode" },
        id: "restApiId",
        matter: ["body"],
    },
    "AWS::ApiGateway::Resource": {
        type: part("Resource"),
        renamed: ofApi,
        id: "resourceId",
        idAt: 1,
        matter: ["restApi", "parentId", "pathPart"],
    },
    "AWS::ApiGateway::Method": {
        type: part("Method"),
        renamed: { ...ofApi, authorizationType: "authorization" },
        matter: ["restApi", "resourceId", "httpMethod", "apiKeyRequired", "authorization"],
    },
    "AWS::ApiGateway::Authorizer": {
        type: part("Authorizer"),
        renamed: ofApi,
        id: "authorizerId",
        idAt: 1,
        matter: ["restApi", "identitySource"],
    },
    "AWS::ApiGateway::Deployment": {
        type: part("Deployment"),
        renamed: ofApi,
        id: "deploymentId",
        matter: ["restApi"],
    },
    "AWS::ApiGateway::Stage": {
        type: part("Stage"),
        renamed: { ...ofApi, deploymentId: "deployment", canarySetting: "canarySettings" },
        matter: ["restApi", "deployment", "stageName", "cacheClusterEnabled", "cacheClusterSize"],
    },
    "AWS::ApiGateway::UsagePlan": {
        type: part("UsagePlan"),
        renamed: { throttle: "throttleSettings" },
        id: "awsId",
        matter: ["apiStages", "throttleSettings"],
    },
    "AWS::ApiGateway::ApiKey": { type: part("ApiKey"), id: "apiKeyId", matter: ["enabled"] },
    "AWS::ApiGateway::UsagePlanKey": { type: part("UsagePlanKey"), matter: ["keyId", "keyType", "usagePlanId"] },
    "AWS::ApiGatewayV2::Api": { type: "aws:apigatewayv2/api:Api", id: "apiId", matter: ["protocolType"] },
    "AWS::ApiGatewayV2::Route": {
        type: "aws:apigatewayv2/route:Route",
        matter: ["apiId", "routeKey", "apiKeyRequired"],
    },
    "AWS::ApiGatewayV2::Stage": {
        type: "aws:apigatewayv2/stage:Stage",
        renamed: { stageName: "name" },
        matter: ["apiId", "name", "defaultRouteSettings"],
    },
    "AWS::ApiGatewayV2::Deployment": { type: "aws:apigatewayv2/deployment:Deployment", matter: ["apiId"] },
    "AWS::ApiGatewayV2::Integration": {
        type: "aws:apigatewayv2/integration:Integration",
        matter: ["apiId", "integrationType", "connectionType"],
    },
};

const byName: ReadonlyMap<string, GatewayType> = new Map(
    Object.entries(types).map(([name, entry]) => [name.toLowerCase(), entry]),
);

/** Looks up a type by CloudFormation's name; aws-native writes services in lower case. */
export const gatewayType = (name: string): GatewayType | undefined => byName.get(name.toLowerCase());
