import { named, type ResourceTypes } from "../resources/resource-type";
import { creationTime } from "../resources/template";

const arn = "arn:aws:apigateway:{region}::";

/** Amazon API Gateway's REST APIs. */
export const apiGateway: ResourceTypes = {
    "aws:apigateway/restApi:RestApi": {
        id: "{alnum:10}",
        autoName: named,
        defaults: { putRestApiMode: "overwrite" },
        outputs: {
            arn: `${arn}/restapis/{id}`,
            executionArn: "arn:aws:execute-api:{region}:{account}:{id}",
            rootResourceId: "{alnum:8}",
            createdDate: creationTime,
            apiKeySource: "HEADER",
            binaryMediaTypes: [],
            description: "",
            disableExecuteApiEndpoint: false,
            endpointConfiguration: { types: "EDGE", ipAddressType: "ipv4", vpcEndpointIds: [] },
            minimumCompressionSize: "",
            policy: "",
            securityPolicy: "TLS_1_0",
        },
    },
    "aws:apigateway/deployment:Deployment": {
        id: "{alnum:6}",
        outputs: { createdDate: creationTime },
        required: ["restApi"],
        replaceOn: ["restApi", "triggers", "variables"],
    },
    "aws:apigateway/stage:Stage": {
        id: "ags-{restApi}-{stageName}",
        outputs: {
            arn: `${arn}/restapis/{restApi}/stages/{stageName}`,
            executionArn: "arn:aws:execute-api:{region}:{account}:{restApi}/{stageName}",
            invokeUrl: "https://{restApi}.execute-api.{region}.amazonaws.com/{stageName}",
            webAclArn: "",
        },
        required: ["restApi", "deployment", "stageName"],
        replaceOn: ["restApi", "stageName"],
    },
    "aws:apigateway/methodSettings:MethodSettings": {
        id: "{restApi}-{stageName}-{methodPath}",
        // hashicorp/terraform-provider-aws, internal/service/apigateway/method_settings.go: -1 is "no throttle".
        defaults: { settings: { throttlingBurstLimit: -1, throttlingRateLimit: -1 } },
        required: ["restApi", "stageName", "methodPath", "settings"],
        replaceOn: ["restApi", "stageName", "methodPath"],
    },
    "aws:apigateway/vpcLink:VpcLink": {
        id: "{alnum:6}",
        autoName: named,
        outputs: { arn: `${arn}/vpclinks/{id}` },
        required: ["targetArn"],
        replaceOn: ["targetArn"],
    },
    "aws:apigateway/usagePlan:UsagePlan": {
        id: "{alnum:6}",
        autoName: named,
        defaults: { quotaSettings: { offset: 0 }, throttleSettings: { burstLimit: 0, rateLimit: 0 } },
        outputs: { arn: `${arn}/usageplans/{id}` },
    },
    "aws:apigateway/apiKey:ApiKey": {
        id: "{alnum:10}",
        autoName: named,
        defaults: { description: "Managed by Pulumi", enabled: true },
        outputs: {
            arn: `${arn}/apikeys/{id}`,
            value: "{alnum:40}",
            createdDate: creationTime,
            lastUpdatedDate: creationTime,
        },
        replaceOn: ["name", "value"],
    },
    "aws:apigateway/usagePlanKey:UsagePlanKey": {
        id: "{keyId}",
        outputs: { name: "{keyId}", value: "{alnum:40}" },
        required: ["keyId", "keyType", "usagePlanId"],
        replaceOn: ["keyId", "keyType", "usagePlanId"],
    },
    "aws:apigateway/account:Account": {
        id: "api-gateway-account",
        outputs: {
            cloudwatchRoleArn: "",
            apiKeyVersion: "4",
            features: ["UsagePlans"],
            throttleSettings: [{ burstLimit: 5000, rateLimit: 10000 }],
        },
    },
    "aws:apigateway/domainName:DomainName": {
        id: "{domainName}",
        outputs: {
            arn: `${arn}/domainnames/{domainName}`,
            domainNameId: "{alnum:10}",
            certificateUploadDate: creationTime,
            cloudfrontDomainName: "{alnum:14}.cloudfront.net",
            cloudfrontZoneId: "Z2FDTNDATAQYW2",
            regionalDomainName: "d-{alnum:10}.execute-api.{region}.amazonaws.com",
            regionalZoneId: "Z1U9ULNL0V5AJ3",
            endpointConfiguration: { types: "EDGE", ipAddressType: "ipv4" },
            ownershipVerificationCertificateArn: "",
            routingMode: "BASE_PATH_MAPPING_ONLY",
            securityPolicy: "TLS_1_2",
        },
        required: ["domainName"],
        replaceOn: ["domainName"],
    },
    "aws:apigateway/basePathMapping:BasePathMapping": {
        id: "{domainName}/{alnum:6}",
        required: ["domainName", "restApi"],
        replaceOn: ["domainName"],
    },
    "aws:apigateway/resource:Resource": {
        id: "{alnum:6}",
        outputs: { path: "/{pathPart}" },
        required: ["parentId", "pathPart", "restApi"],
        replaceOn: ["restApi"],
    },
    "aws:apigateway/method:Method": {
        id: "agm-{restApi}-{resourceId}-{httpMethod}",
        defaults: { apiKeyRequired: false },
        required: ["authorization", "httpMethod", "resourceId", "restApi"],
        replaceOn: ["httpMethod", "resourceId", "restApi"],
    },
    "aws:apigateway/integration:Integration": {
        id: "agi-{restApi}-{resourceId}-{httpMethod}",
        defaults: { connectionType: "INTERNET", timeoutMilliseconds: 29000 },
        outputs: {
            cacheNamespace: "{resourceId}",
            passthroughBehavior: "WHEN_NO_MATCH",
            responseTransferMode: "BUFFERED",
        },
        required: ["httpMethod", "resourceId", "restApi", "type"],
        replaceOn: ["httpMethod", "resourceId", "restApi", "type"],
    },
    "aws:apigateway/methodResponse:MethodResponse": {
        id: "agmr-{restApi}-{resourceId}-{httpMethod}-{statusCode}",
        required: ["httpMethod", "resourceId", "restApi", "statusCode"],
        replaceOn: ["httpMethod", "resourceId", "restApi", "statusCode"],
    },
    "aws:apigateway/integrationResponse:IntegrationResponse": {
        id: "agir-{restApi}-{resourceId}-{httpMethod}-{statusCode}",
        required: ["httpMethod", "resourceId", "restApi", "statusCode"],
        replaceOn: ["httpMethod", "resourceId", "restApi", "statusCode"],
    },
    "aws:apigateway/response:Response": {
        id: "aggr-{restApiId}-{responseType}",
        required: ["responseType", "restApiId"],
        replaceOn: ["responseType", "restApiId"],
    },
    "aws:apigateway/authorizer:Authorizer": {
        tagged: false,
        id: "{alnum:6}",
        autoName: named,
        defaults: {
            authorizerResultTtlInSeconds: 300,
            identitySource: "method.request.header.Authorization",
            type: "TOKEN",
        },
        outputs: { arn: `${arn}/restapis/{restApi}/authorizers/{id}` },
        required: ["restApi"],
        replaceOn: ["restApi"],
    },
    "aws:apigateway/requestValidator:RequestValidator": {
        id: "{alnum:6}",
        autoName: named,
        defaults: { validateRequestBody: false, validateRequestParameters: false },
        required: ["restApi"],
        replaceOn: ["restApi"],
    },
    "aws:apigateway/restApiPolicy:RestApiPolicy": {
        id: "{restApiId}",
        required: ["policy", "restApiId"],
        replaceOn: ["restApiId"],
    },
};
