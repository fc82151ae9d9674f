import * as pulumi from "@pulumi/pulumi";
import { PhotoPipeline, type PhotoPipelineArgs } from "../../../../infra/pipelines/photos/photo-pipeline";
import { type Registered, record } from "../../recorder";

const code = new pulumi.asset.AssetArchive({});

/** Arguments of a pipeline in tests. */
export const args: PhotoPipelineArgs = {
    stack: "shop-dev",
    place: { partition: "aws", region: "eu-central-1", accountId: "123456789012" },
    codes: { thumbnail: code, filter: code, finish: code },
    limits: { maximumMegabytes: 20, maximumMegapixels: 50, thumbnailPixels: [160, 640] },
    formMinutes: 5,
    maximumConcurrency: 10,
    encryption: "managed",
    oldVersionDays: 30,
    corsOrigins: ["https://photos.example.com"],
    logRetentionDays: 30,
    deletionProtection: false,
};

const created = new Map<string, Promise<Registered[]>>();

/** Creates the pipeline of the API "photos" under mocks, once for the same changes, and lists its resources. */
export function pipeline(changes: Partial<PhotoPipelineArgs> = {}): Promise<Registered[]> {
    const key = JSON.stringify(changes);
    const known = created.get(key) ?? record(() => new PhotoPipeline("photos", { ...args, ...changes }));
    created.set(key, known);
    return known;
}
