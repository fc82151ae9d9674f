import { z } from "zod";
import type { ExportedResource } from "../../cloud-simulator/state/stack-export";
import type { StateResource } from "../../cloud-simulator/state/state-resource";
import { publishedEdge } from "./edge-urls";
import { readDomainNames } from "./read-domain-names";

/** A stage as its clients see it. */
export interface PublishedStage {
    readonly name: string;
    readonly restApiId: string;
    /** The OpenAPI body of the REST API, as JSON. */
    readonly body: string;
    /** URL at AWS, such as `https://a1b2c3.execute-api.eu-central-1.amazonaws.com/Test`; absent if the default endpoint is disabled or an edge is locked. */
    readonly invokeUrl?: string;
    /** URLs below the name of the distribution, and unless that is the only way, below the domain names that are mapped to the stage. */
    readonly domainUrls: readonly string[];
}

const restApiSchema = z.object({
    id: z.string(),
    outputs: z.object({ body: z.string(), disableExecuteApiEndpoint: z.boolean().nullish() }),
});
const stageSchema = z.object({ restApi: z.string(), stageName: z.string(), invokeUrl: z.string() });

/**
 * Reads the stages of a stack's REST API from its state; none if it has no REST API with a body.
 * @param resources those of a simulated state, or of one that `pulumi stack export` wrote.
 */
export function publishedStages(resources: readonly (StateResource | ExportedResource)[]): PublishedStage[] {
    const ofType = (type: string) => resources.filter((resource) => resource.type === `aws:apigateway/${type}`);
    const restApis = ofType("restApi:RestApi").flatMap((restApi) => restApiSchema.safeParse(restApi).data ?? []);
    return restApis.flatMap(({ id, outputs: { body, disableExecuteApiEndpoint } }) => {
        const edge = publishedEdge(resources);
        const domains = Object.entries(readDomainNames(resources, id));
        return ofType("stage:Stage")
            .flatMap(({ outputs }) => stageSchema.safeParse(outputs).data ?? [])
            .filter(({ restApi }) => restApi === id)
            .map(({ stageName, invokeUrl }) => ({
                name: stageName,
                restApiId: id,
                body,
                ...(!disableExecuteApiEndpoint && !edge.isLocked && { invokeUrl }),
                domainUrls: [
                    ...edge.urlsOf(stageName),
                    ...(edge.isLocked ? [] : domains).flatMap(([domain, paths]) =>
                        Object.entries(paths)
                            .filter(([, stage]) => stage === stageName)
                            .map(([path]) => `https://${domain}${path === "" ? "" : `/${path}`}`),
                    ),
                ],
            }));
    });
}
