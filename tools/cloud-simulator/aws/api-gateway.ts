import { binaryMediaTypesKey, bodyText, minimumCompressionKey, parseBody } from "../resources/body-document";
import { named, type ResourceTypes } from "../resources/resource-type";
import { creationTime } from "../resources/template";
import { type PropertyMap, type PropertyValue, plain, text } from "../state/property-values";

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
        computed: importedProperties,
        source: "apigateway/rest_api.go",
        serves: true,
        price: "free",
    },
    "aws:apigateway/deployment:Deployment": {
        id: "{alnum:6}",
        outputs: { createdDate: creationTime },
        required: ["restApi"],
        replaceOn: ["restApi", "triggers", "variables"],
        source: "apigateway/deployment.go",
        serves: true,
        price: "free",
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
        source: "apigateway/stage.go",
        serves: true,
        price: "free",
    },
    "aws:apigateway/methodSettings:MethodSettings": {
        id: "{restApi}-{stageName}-{methodPath}",
        // hashicorp/terraform-provider-aws, internal/service/apigateway/method_settings.go: -1 is "no throttle".
        defaults: { settings: { throttlingBurstLimit: -1, throttlingRateLimit: -1 } },
        required: ["restApi", "stageName", "methodPath", "settings"],
        replaceOn: ["restApi", "stageName", "methodPath"],
        source: "apigateway/method_settings.go",
        serves: true,
        price: "free",
    },
    "aws:apigateway/vpcLink:VpcLink": {
        id: "{alnum:6}",
        autoName: named,
        outputs: { arn: `${arn}/vpclinks/{id}` },
        required: ["targetArn"],
        replaceOn: ["targetArn"],
        source: "apigateway/vpc_link.go",
        serves: true,
        price: "free",
    },
    "aws:apigateway/usagePlan:UsagePlan": {
        id: "{alnum:6}",
        autoName: named,
        defaults: { quotaSettings: { offset: 0 }, throttleSettings: { burstLimit: 0, rateLimit: 0 } },
        outputs: { arn: `${arn}/usageplans/{id}` },
        source: "apigateway/usage_plan.go",
        serves: true,
        price: "free",
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
        source: "apigateway/api_key.go",
        serves: true,
        price: "free",
    },
    "aws:apigateway/usagePlanKey:UsagePlanKey": {
        id: "{keyId}",
        outputs: { name: "{keyId}", value: "{alnum:40}" },
        required: ["keyId", "keyType", "usagePlanId"],
        replaceOn: ["keyId", "keyType", "usagePlanId"],
        source: "apigateway/usage_plan_key.go",
        serves: true,
        price: "free",
    },
    "aws:apigateway/account:Account": {
        id: "api-gateway-account",
        outputs: {
            cloudwatchRoleArn: "",
            apiKeyVersion: "4",
            features: ["UsagePlans"],
            throttleSettings: [{ burstLimit: 5000, rateLimit: 10000 }],
        },
        source: "apigateway/account.go",
        serves: false,
        price: "free",
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
        replaceOn: ["certificateBody", "certificateChain", "certificatePrivateKey", "domainName"],
        source: "apigateway/domain_name.go",
        serves: true,
        price: "free",
    },
    "aws:apigateway/basePathMapping:BasePathMapping": {
        id: "{domainName}/{alnum:6}",
        required: ["domainName", "restApi"],
        replaceOn: ["domainName"],
        source: "apigateway/base_path_mapping.go",
        serves: true,
        price: "free",
    },
};

// The provider writes what the program gives, or what the state has, back after each import, and so undoes a later change of
// the body's; an empty list is like none (hashicorp/terraform-provider-aws, internal/service/apigateway/rest_api.go;
// cloudposse/terraform-aws-api-gateway#67).
function importedProperties(inputs: PropertyMap, before: PropertyMap = {}): PropertyMap {
    const given = bodyText(inputs);
    const body = given === undefined ? undefined : parseBody(given);
    return body === undefined ? {} : { ...importedTypes(body, inputs, before), ...importedSize(body, inputs, before) };
}

type Body = NonNullable<ReturnType<typeof parseBody>>;

function importedTypes(body: Body, inputs: PropertyMap, before: PropertyMap): PropertyMap {
    if (isFilled(inputs.binaryMediaTypes)) return {};
    const kept = before.binaryMediaTypes;
    if (kept !== undefined && isFilled(kept)) return { binaryMediaTypes: kept };
    const types = body[binaryMediaTypesKey];
    return { binaryMediaTypes: Array.isArray(types) ? types.map(String) : [] };
}

function importedSize(body: Body, inputs: PropertyMap, before: PropertyMap): PropertyMap {
    const argument = text(inputs.minimumCompressionSize);
    if (argument !== "") return argument === "-1" ? { minimumCompressionSize: "" } : {};
    const kept = text(before.minimumCompressionSize);
    return { minimumCompressionSize: kept || String(body[minimumCompressionKey] ?? "") };
}

function isFilled(value: PropertyValue | undefined): boolean {
    const bare = plain(value ?? null);
    return Array.isArray(bare) && bare.length > 0;
}
