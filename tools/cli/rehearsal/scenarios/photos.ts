import { apiWith } from "../edits/photo-edits";
import type { Rehearsal } from "../rehearsal";
import type { Scenario } from "../scenario";

const protectedWords = /is protected|marked for protection/;
const protection = ["gatehouse:deletionProtection"];
const bucketType = "aws:s3/bucket:Bucket";

/** The edits that could lose photos. */
export const photos: Scenario = {
    name: "photos",
    statement:
        "Under deletion protection an edit that would delete photos, their rows, their messages or their key is rejected before any change; without it they are deleted, and a bucket that is not empty with them.",
    doesNotApply: ({ apis }) =>
        Object.values(apis).some(({ photoPipeline }) => photoPipeline !== undefined)
            ? undefined
            : "no API of the stack has a photo pipeline",
    async run(rehearsal) {
        const api = apiWith(rehearsal, "photoPipeline") ?? "";
        const pipeline = ["gatehouse:apis", api, "photoPipeline"];
        await rehearsal.set(protection, true);
        await rehearsal.set([...pipeline, "encryption"], "kms");
        await rehearsal.up("everything, protected, with a key of the stack");
        const stored = storePhotos(rehearsal);

        await reject(rehearsal, "the keys of the services again", [...pipeline, "encryption"], "managed");
        const restoreFiles = rehearsal.project.removePipeline(api);
        await reject(rehearsal, "no photo pipeline", pipeline, undefined);
        restoreFiles();
        await rejectName(rehearsal, api);
        await rehearsal.expectRejection("previewDestroy", "destroy with photos, protected", protectedWords);

        await rehearsal.set(protection, false);
        await rehearsal.up("protection off");
        const restorePipeline = rehearsal.project.removePipeline(api);
        const restore = await rehearsal.set(pipeline, undefined);
        await rehearsal.up("no photo pipeline");
        const left = rehearsal.cloud.store.ofType(bucketType).filter(({ id }) => stored.includes(id));
        rehearsal.expect(stored.length > 0 && left.length === 0, "the bucket of a pipeline outlived it");
        await rehearsal.checkInventory();
        restorePipeline();
        await restore();
        await rehearsal.up("a photo pipeline again");
        await rehearsal.checkInventory();
        // Emptied when everything is destroyed.
        storePhotos(rehearsal);
    },
};

async function reject(rehearsal: Rehearsal, title: string, path: readonly string[], value: unknown): Promise<void> {
    const restore = await rehearsal.set(path, value);
    await rehearsal.expectRejection("preview", title, protectedWords);
    await restore();
}

// An API of another name has another bucket.
async function rejectName(rehearsal: Rehearsal, api: string): Promise<void> {
    const { [api]: own, ...others } = rehearsal.setting("gatehouse:apis") as Record<string, unknown>;
    rehearsal.project.addDocument("renamed", api);
    await reject(rehearsal, "another name of an API with photos", ["gatehouse:apis"], { ...others, renamed: own });
}

// Returns the names of the buckets of pipelines: only these are told of new objects.
function storePhotos({ cloud: { store } }: Rehearsal): string[] {
    const told = store.ofType("aws:s3/bucketNotification:BucketNotification").map(({ id }) => id);
    const buckets = store.ofType(bucketType).filter(({ id }) => told.includes(id));
    for (const bucket of buckets) store.put({ ...bucket, hasObjects: true });
    return buckets.map(({ id }) => id);
}
