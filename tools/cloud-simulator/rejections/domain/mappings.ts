import type { Rejection, RejectionRequest } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { apiMappingType, basePathMappingType, type MappingProperties, mappingTypes } from "../../state/domain-mappings";
import { type PropertyMap, text } from "../../state/property-values";

/** A mapping of either type. */
interface Mapping {
    readonly domainName: string;
    readonly api: string;
    readonly stage: string;
    /** Empty for the root. */
    readonly path: string;
}

/** Mappings of a domain name to a stage that API Gateway rejects, and what it keeps because of one. */
export const mappings: readonly Rejection[] = [
    ...[basePathMappingType, apiMappingType].flatMap((type): Rejection[] => [
        {
            what: "a mapping of a domain name that does not exist",
            type,
            on: ["create", "update"],
            source: "amplify-education/serverless-domain-manager#210",
            verbatim: true,
            reject: ({ properties }, cloud) => {
                const types = ["aws:apigateway/domainName:DomainName", "aws:apigatewayv2/domainName:DomainName"];
                const name = mappingOf(properties).domainName;
                return types.some((each) => cloud.store.find(each, name))
                    ? undefined
                    : "NotFoundException: Invalid domain name identifier specified";
            },
        },
        {
            what: "a mapping to a stage that does not exist",
            type,
            on: ["create", "update"],
            source: "amplify-education/serverless-domain-manager#92, #589",
            verbatim: true,
            reject: ({ properties }, cloud) => {
                const { api, stage } = mappingOf(properties);
                return stage === "" || hasStage(api, stage, cloud)
                    ? undefined
                    : "BadRequestException: Invalid stage identifier specified";
            },
        },
        {
            what: "a second mapping of a path",
            type,
            on: ["create", "update"],
            source: type === apiMappingType ? "floci-io/floci, ApiGatewayV2Service" : "pulumi/pulumi-aws#1035",
            verbatim: true,
            reject: (request, cloud) => {
                const { path } = mappingOf(request.properties);
                if (!others(request, cloud).some((other) => other.path === path)) return undefined;
                const subject = type === apiMappingType ? "ApiMapping key" : "Base path";
                return `ConflictException: ${subject} already exists for this domain name`;
            },
        },
    ]),
    {
        what: "a base path mapping beside one of the root; an API mapping is accepted",
        type: basePathMappingType,
        on: ["create"],
        source: "aws/aws-cdk#9581, pulumi/pulumi-aws#1026",
        verbatim: true,
        reject: (request, cloud) =>
            others(request, cloud).some(({ path }) => path === "")
                ? "ConflictException: Only one base path mapping is allowed if the base path is empty."
                : undefined,
    },
    {
        what: "another base path of an existing base path mapping (AWS accepts it, and the engine keeps the id with the old path, so that it cannot find the mapping any more; the simulation rejects it)",
        type: basePathMappingType,
        on: ["update"],
        source: "pulumi/pulumi#3729",
        verbatim: false,
        reject: ({ properties, id = "" }, cloud) => {
            const before = cloud.store.find(basePathMappingType, id);
            if (before === undefined || mappingOf(before.inputs).path === mappingOf(properties).path) return undefined;
            return "the id of a base path mapping contains its base path, which cannot change in an update";
        },
    },
    {
        what: "deleting a stage that a domain name is mapped to",
        type: "aws:apigateway/stage:Stage",
        on: ["delete"],
        source: "hashicorp/terraform-provider-aws#41651",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const [api, stage] = [text(properties.restApi), text(properties.stageName)];
            const found = allMappings(cloud).find((each) => each.api === api && each.stage === stage);
            return (
                found &&
                `BadRequestException: Deleting stage ${stage} failed. Please remove all base path mappings related to the stage in your domains: ${found.domainName}`
            );
        },
    },
    {
        what: "a mapping of a domain name with an enhanced security policy to an HTTP API",
        type: apiMappingType,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html",
        verbatim: false,
        reject: ({ properties }, { store }) => {
            const { domainName, api } = mappingOf(properties);
            const policy = text(store.find("aws:apigateway/domainName:DomainName", domainName)?.inputs.securityPolicy);
            const protocol = store.find("aws:apigatewayv2/api:Api", api)?.inputs.protocolType;
            return protocol === "HTTP" && policy.startsWith("SecurityPolicy_")
                ? `BadRequestException: an HTTP API cannot have the domain name ${domainName} with the security policy ${policy}`
                : undefined;
        },
    },
    {
        what: "deleting an HTTP or WebSocket API that a domain name is mapped to",
        type: "aws:apigatewayv2/api:Api",
        on: ["delete"],
        source: "docs.aws.amazon.com/apigateway/latest/developerguide/http-api-mappings.html; serverless/serverless#3638 (of a REST API)",
        verbatim: false,
        reject: ({ id = "" }, cloud) => {
            const found = allMappings(cloud).find(({ api }) => api === id);
            return (
                found &&
                `BadRequestException: Deleting API ${id} failed. Please remove all API mappings related to the API in your domains: ${found.domainName}`
            );
        },
    },
    {
        what: "deleting a REST API that a domain name is mapped to",
        type: "aws:apigateway/restApi:RestApi",
        on: ["delete"],
        source: "serverless/serverless#3638",
        verbatim: true,
        reject: ({ id = "" }, cloud) => {
            const found = allMappings(cloud).find(({ api }) => api === id);
            return (
                found &&
                `BadRequestException: Deleting RestApi ${id} failed. Please remove all base path mappings related to the RestApi in your domains: ${found.domainName}.`
            );
        },
    },
];

// Neither type has a property with the name of one of the other.
function mappingOf(properties: PropertyMap): Mapping {
    const read = (part: keyof MappingProperties) =>
        Object.values(mappingTypes)
            .map((names) => text(properties[names[part]]))
            .join("");
    return { domainName: text(properties.domainName), api: read("api"), stage: read("stage"), path: read("path") };
}

function allMappings(cloud: Cloud): Mapping[] {
    return cloud.store.ofType(basePathMappingType, apiMappingType).map(({ inputs }) => mappingOf(inputs));
}

// The other mappings of the same domain name, of both types.
function others({ properties, id }: RejectionRequest, cloud: Cloud): Mapping[] {
    const { domainName } = mappingOf(properties);
    return cloud.store
        .ofType(basePathMappingType, apiMappingType)
        .filter((own) => own.id !== id)
        .map(({ inputs }) => mappingOf(inputs))
        .filter((each) => each.domainName === domainName);
}

function hasStage(api: string, stage: string, cloud: Cloud): boolean {
    const older = cloud.store.ofType("aws:apigateway/stage:Stage");
    const newer = cloud.store.ofType("aws:apigatewayv2/stage:Stage");
    return (
        older.some(({ outputs }) => text(outputs.restApi) === api && text(outputs.stageName) === stage) ||
        newer.some(({ outputs }) => text(outputs.apiId) === api && text(outputs.name) === stage)
    );
}
