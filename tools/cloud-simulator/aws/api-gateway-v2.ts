import { named, type ResourceTypes } from "../resources/resource-type";
import { elementsOf, isMap, type PropertyMap, type PropertyValue, plain } from "../state/property-values";

const arn = "arn:aws:apigateway:{region}::";
const host = "execute-api.{region}.amazonaws.com";
/** Price of every part of an API, without which it does not serve its clients. */
const part = { price: "free", serves: true } as const;

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
            apiEndpoint: `{newerScheme}://{id}.${host}`,
            executionArn: "arn:aws:execute-api:{region}:{account}:{id}",
            ipAddressType: "ipv4",
        },
        required: ["protocolType"],
        replaceOn: ["credentialsArn", "protocolType", "routeKey", "target"],
        source: "apigatewayv2/api.go",
        serves: true,
        price: "estimated",
    },
    "aws:apigatewayv2/stage:Stage": {
        ...part,
        id: "{name}",
        autoName: { ...named, uniqueWithin: "apiId" },
        defaults: { autoDeploy: false },
        computed: sentLimits,
        outputs: {
            arn: `${arn}/apis/{apiId}/stages/{name}`,
            executionArn: "arn:aws:execute-api:{region}:{account}:{apiId}/{name}",
            invokeUrl: `{newerScheme}://{apiId}.${host}/{stagePath}`,
            deploymentId: "{alnum:6}",
        },
        required: ["apiId"],
        replaceOn: ["apiId", "name"],
        source: "apigatewayv2/stage.go",
    },
    "aws:apigatewayv2/vpcLink:VpcLink": {
        ...part,
        id: "{alnum:6}",
        autoName: named,
        outputs: { arn: `${arn}/vpclinks/{id}` },
        required: ["securityGroupIds", "subnetIds"],
        replaceOn: ["securityGroupIds", "subnetIds"],
        source: "apigatewayv2/vpc_link.go",
    },
    "aws:apigatewayv2/route:Route": {
        ...part,
        id: "{alnum:7}",
        defaults: { apiKeyRequired: false, authorizationType: "NONE" },
        required: ["apiId", "routeKey"],
        replaceOn: ["apiId"],
        source: "apigatewayv2/route.go",
    },
    "aws:apigatewayv2/routeResponse:RouteResponse": {
        ...part,
        id: "{alnum:7}",
        required: ["apiId", "routeId", "routeResponseKey"],
        replaceOn: ["apiId", "routeId"],
        source: "apigatewayv2/route_response.go",
    },
    "aws:apigatewayv2/integration:Integration": {
        ...part,
        id: "{alnum:7}",
        defaults: {
            connectionType: "INTERNET",
            passthroughBehavior: "WHEN_NO_MATCH",
            payloadFormatVersion: "1.0",
        },
        outputs: { integrationResponseSelectionExpression: "", timeoutMilliseconds: "{newerTimeout}" },
        required: ["apiId", "integrationType"],
        replaceOn: ["apiId", "integrationSubtype", "integrationType"],
        source: "apigatewayv2/integration.go",
    },
    "aws:apigatewayv2/integrationResponse:IntegrationResponse": {
        ...part,
        id: "{alnum:7}",
        required: ["apiId", "integrationId", "integrationResponseKey"],
        replaceOn: ["apiId", "integrationId"],
        source: "apigatewayv2/integration_response.go",
    },
    "aws:apigatewayv2/authorizer:Authorizer": {
        ...part,
        id: "{alnum:6}",
        autoName: { ...named, maxLength: 128 },
        outputs: { authorizerResultTtlInSeconds: 0 },
        // The provider's default for functions that authorize calls of HTTP APIs by an identity source: those of WebSocket APIs have no
        // version of the event.
        computed: (inputs, { authorizerResultTtlInSeconds: before } = {}) => {
            const { authorizerPayloadFormatVersion: version, authorizerResultTtlInSeconds: given } = inputs;
            const byDefault = elementsOf(inputs.identitySources).length > 0 ? 300 : 0;
            return version === undefined ? {} : { authorizerResultTtlInSeconds: given ?? before ?? byDefault };
        },
        required: ["apiId", "authorizerType"],
        replaceOn: ["apiId"],
        source: "apigatewayv2/authorizer.go",
    },
    "aws:apigatewayv2/model:Model": {
        ...part,
        id: "{alnum:6}",
        autoName: { property: "name", separator: "", maxLength: 128 },
        required: ["apiId", "contentType", "schema"],
        replaceOn: ["apiId"],
        source: "apigatewayv2/model.go",
    },
    "aws:apigatewayv2/deployment:Deployment": {
        ...part,
        id: "{alnum:6}",
        outputs: { autoDeployed: false },
        required: ["apiId"],
        replaceOn: ["apiId", "triggers"],
        source: "apigatewayv2/deployment.go",
    },
    "aws:apigatewayv2/domainName:DomainName": {
        ...part,
        id: "{domainName}",
        outputs: {
            arn: `${arn}/domainnames/{domainName}`,
            apiMappingSelectionExpression: "$request.basepath",
            routingMode: "API_MAPPING_ONLY",
        },
        required: ["domainName", "domainNameConfiguration"],
        replaceOn: ["domainName"],
        source: "apigatewayv2/domain_name.go",
    },
    "aws:apigatewayv2/apiMapping:ApiMapping": {
        ...part,
        id: "{alnum:6}",
        required: ["apiId", "domainName", "stage"],
        replaceOn: ["apiId", "domainName"],
        source: "apigatewayv2/api_mapping.go",
    },
};

/**
 * The settings of the routes of a stage as the provider sends them: limits that are absent as 0, with which every call gets 429, and
 * default settings that are not given any more as they were (hashicorp/terraform-provider-aws, internal/service/apigatewayv2/stage.go;
 * pulumi/pulumi-aws#2363).
 */
function sentLimits({ defaultRouteSettings, routeSettings }: PropertyMap, before?: PropertyMap): PropertyMap {
    const byDefault = defaultRouteSettings ?? before?.defaultRouteSettings;
    return {
        ...(byDefault !== undefined && { defaultRouteSettings: withLimits(byDefault) }),
        ...(Array.isArray(routeSettings) && { routeSettings: routeSettings.map(withLimits) }),
    };
}

function withLimits(settings: PropertyValue): PropertyValue {
    const bare = plain(settings);
    return isMap(bare) ? { throttlingBurstLimit: 0, throttlingRateLimit: 0, ...bare } : settings;
}
