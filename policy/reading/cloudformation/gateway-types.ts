import { byLowerName, type TranslatedType } from "./translated-type";

const ofApi = { restApiId: "restApi" };
const part = (token: string): string => `aws:apigateway/${token.charAt(0).toLowerCase()}${token.slice(1)}:${token}`;

// docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_ApiGateway.html; the identifiers are the
// `primaryIdentifier` of each type's schema.
const types: Readonly<Record<string, TranslatedType>> = {
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
    "AWS::ApiGatewayV2::Authorizer": {
        type: "aws:apigatewayv2/authorizer:Authorizer",
        renamed: { identitySource: "identitySources" },
        id: "authorizerId",
        matter: ["apiId", "authorizerType", "identitySources"],
    },
    "AWS::ApiGatewayV2::Route": {
        type: "aws:apigatewayv2/route:Route",
        matter: ["apiId", "routeKey", "apiKeyRequired", "authorizationType"],
    },
    "AWS::ApiGatewayV2::Stage": {
        type: "aws:apigatewayv2/stage:Stage",
        renamed: { stageName: "name" },
        matter: ["apiId", "name", "defaultRouteSettings", "autoDeploy", "deploymentId"],
    },
    "AWS::ApiGatewayV2::Deployment": {
        type: "aws:apigatewayv2/deployment:Deployment",
        id: "deploymentId",
        idAt: 1,
        matter: ["apiId"],
    },
    "AWS::ApiGatewayV2::ApiMapping": {
        type: "aws:apigatewayv2/apiMapping:ApiMapping",
        matter: ["apiId", "domainName", "stage", "apiMappingKey"],
    },
    "AWS::ApiGatewayV2::DomainName": {
        type: "aws:apigatewayv2/domainName:DomainName",
        id: "domainName",
        matter: ["mutualTlsAuthentication"],
    },
    "AWS::ApiGatewayV2::Integration": {
        type: "aws:apigatewayv2/integration:Integration",
        matter: ["apiId", "integrationType", "connectionType"],
    },
};

const byName = byLowerName(types);

/** Looks up a type of API Gateway by CloudFormation's name, in any case. */
export const gatewayType = (name: string): TranslatedType | undefined => byName.get(name.toLowerCase());
