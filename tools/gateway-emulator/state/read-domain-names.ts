import { z } from "zod";
import type { StateResource } from "../../cloud-simulator/state/state-resource";
import type { DomainNames } from "./deployed-api";
import { revealed } from "./state-values";

// A mapping of either of API Gateway's APIs; both leave out the path of the root.
const mappingSchemas: Readonly<Record<string, z.ZodType<Mapping>>> = {
    "aws:apigateway/basePathMapping:BasePathMapping": z
        .object({
            domainName: z.string(),
            restApi: z.string(),
            stageName: z.string(),
            basePath: z.string().nullish(),
        })
        .transform(({ domainName, restApi: api, stageName: stage, basePath }) => ({
            domainName,
            api,
            stage,
            path: basePath ?? "",
        })),
    "aws:apigatewayv2/apiMapping:ApiMapping": z
        .object({
            domainName: z.string(),
            apiId: z.string(),
            stage: z.string(),
            apiMappingKey: z.string().nullish(),
        })
        .transform(({ domainName, apiId: api, stage, apiMappingKey }) => ({
            domainName,
            api,
            stage,
            path: apiMappingKey ?? "",
        })),
};

interface Mapping {
    readonly domainName: string;
    readonly api: string;
    readonly stage: string;
    readonly path: string;
}

/** The domain names that are mapped to stages of a REST API. */
export function readDomainNames(resources: readonly StateResource[], restApiId: string): DomainNames {
    const domains: Record<string, Record<string, string>> = {};
    for (const { type, outputs } of resources) {
        const schema = mappingSchemas[type];
        if (schema === undefined) continue;
        const { domainName, api, stage, path } = schema.parse(revealed(outputs));
        if (api !== restApiId) continue;
        domains[domainName] = { ...domains[domainName], [path]: stage };
    }
    return domains;
}
