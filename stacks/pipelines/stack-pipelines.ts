import type * as pulumi from "@pulumi/pulumi";
import { PhotoPipeline } from "../../infra/pipelines/photos/photo-pipeline";
import type { AwsPlace } from "../../openapi/aws-place";
import type { Settings } from "../settings/schema";
import { pipelineCodes } from "./pipeline-files";

/** Arguments of the photo pipelines of a stack. */
export interface StackPipelinesArgs {
    /** Name of the stack at AWS. */
    readonly name: string;
    readonly settings: Settings;
    /** Where the stack is; needed if an API has a pipeline. */
    readonly place?: AwsPlace | undefined;
    /** Bundles a file of an API, which exports `handler`. */
    readonly codeOfApi: (api: string, file: string) => pulumi.asset.Archive;
    readonly parent: pulumi.Resource;
}

/** Creates the photo pipeline of each API that has one, by the API's name. */
export function createPipelines(args: StackPipelinesArgs): Record<string, PhotoPipeline> {
    const { name: stack, settings, place, codeOfApi, parent } = args;
    const { apis, logRetentionDays, deletionProtection } = settings;
    const pipelines: Record<string, PhotoPipeline> = {};
    for (const [api, { photoPipeline: own }] of Object.entries(apis)) {
        if (own === undefined) continue;
        if (place === undefined) throw new Error("the place of photo pipelines was not looked up");
        const { maximumMegabytes, maximumMegapixels, thumbnailPixels, ...others } = own;
        pipelines[api] = new PhotoPipeline(
            api,
            {
                ...{ ...others, stack, place, logRetentionDays, deletionProtection },
                limits: { maximumMegabytes, maximumMegapixels, thumbnailPixels },
                codes: pipelineCodes(api, codeOfApi),
                corsOrigins: pageOrigins(settings),
            },
            { parent },
        );
    }
    return pipelines;
}

/** Whether an API has a photo pipeline. */
export function hasPipelines({ apis }: Pick<Settings, "apis">): boolean {
    return Object.values(apis).some(({ photoPipeline }) => photoPipeline !== undefined);
}

/** The origins of pages that may call the stack's APIs: that of the settings, and those of the stack's own site. */
export function pageOrigins({ gateway: { cors }, edge, site }: Pick<Settings, "gateway" | "edge" | "site">): string[] {
    const ofSite = edge && site ? [edge.name, ...edge.aliases].map((name) => `https://${name}`) : [];
    if (cors?.allowOrigin === "*") return ["*"];
    return [...new Set([...(cors ? [cors.allowOrigin] : []), ...ofSite])];
}
