import { named, type ResourceTypes } from "../resources/resource-type";

const arn = "arn:aws:apigateway:{region}::";

/** Amazon API Gateway's HTTP and WebSocket APIs, and VPC links V2. */
export const apiGatewayV2: ResourceTypes = {
    "aws:apigatewayv2/api:Api": {
        id: "{alnum:10}",
        autoName: named,
        defaults: {
            apiKeySelectionExpression: "$request.header.x-api-key",
            routeSelectionExpression: "$request.method $request.path",
        },
        outputs: {
            arn: `${arn}/apis/{id}`,
            apiEndpoint: "https://{id}.execute-api.{region}.amazonaws.com",
            executionArn: "arn:aws:execute-api:{region}:{account}:{id}",
            ipAddressType: "ipv4",
        },
        required: ["protocolType"],
        replaceOn: ["protocolType"],
    },
    "aws:apigatewayv2/stage:Stage": {
        id: "{name}",
        autoName: named,
        defaults: { autoDeploy: false },
        outputs: {
            arn: `${arn}/apis/{apiId}/stages/{name}`,
            executionArn: "arn:aws:execute-api:{region}:{account}:{apiId}/{name}",
            invokeUrl: "https://{apiId}.execute-api.{region}.amazonaws.com/{name}",
            deploymentId: "{alnum:6}",
        },
        required: ["apiId"],
        replaceOn: ["apiId", "name"],
    },
    "aws:apigatewayv2/vpcLink:VpcLink": {
        id: "{alnum:6}",
        autoName: named,
        outputs: { arn: `${arn}/vpclinks/{id}` },
        required: ["securityGroupIds", "subnetIds"],
        replaceOn: ["securityGroupIds", "subnetIds"],
    },
    "aws:apigatewayv2/route:Route": {
        id: "{alnum:7}",
        defaults: { apiKeyRequired: false, authorizationType: "NONE" },
        required: ["apiId", "routeKey"],
        replaceOn: ["apiId"],
    },
    "aws:apigatewayv2/integration:Integration": {
        id: "{alnum:7}",
        defaults: { connectionType: "INTERNET", payloadFormatVersion: "1.0" },
        outputs: { integrationResponseSelectionExpression: "", timeoutMilliseconds: 30000 },
        required: ["apiId", "integrationType"],
        replaceOn: ["apiId", "integrationType"],
    },
    "aws:apigatewayv2/deployment:Deployment": {
        id: "{alnum:6}",
        outputs: { autoDeployed: false },
        required: ["apiId"],
        replaceOn: ["apiId", "triggers"],
    },
    "aws:apigatewayv2/domainName:DomainName": {
        id: "{domainName}",
        outputs: {
            arn: `${arn}/domainnames/{domainName}`,
            apiMappingSelectionExpression: "$request.basepath",
            routingMode: "API_MAPPING_ONLY",
        },
        required: ["domainName", "domainNameConfiguration"],
        replaceOn: ["domainName"],
    },
    "aws:apigatewayv2/apiMapping:ApiMapping": {
        id: "{alnum:6}",
        required: ["apiId", "domainName", "stage"],
        replaceOn: ["domainName"],
    },
};
