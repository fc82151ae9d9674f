/** Type of a mapping of API Gateway's first API. */
export const basePathMappingType = "aws:apigateway/basePathMapping:BasePathMapping";

/** Type of a mapping of API Gateway's V2 API, which serves REST APIs too. */
export const apiMappingType = "aws:apigatewayv2/apiMapping:ApiMapping";

/** Names of the properties of a mapping of a domain name to a stage; the path of the root is absent or empty. */
export interface MappingProperties {
    readonly api: string;
    readonly stage: string;
    readonly path: string;
}

/** Both types, whose mappings share the paths of a domain name. Each also has `domainName`. */
export const mappingTypes: Readonly<Record<string, MappingProperties>> = {
    [basePathMappingType]: { api: "restApi", stage: "stageName", path: "basePath" },
    [apiMappingType]: { api: "apiId", stage: "stage", path: "apiMappingKey" },
};
