import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { Announcements } from "../../../../tools/cli/load/announcements";
import { type Pipeline, startPipeline } from "../../../../tools/cli/load/pipeline";
import { readRows } from "../../../../tools/cli/load/stored-photos";
import { TestPhotos } from "../../../../tools/cli/load/test-photos";
import { uploadPhoto } from "../../../../tools/cli/load/upload-photo";
import type { DeadLetter } from "../../../../tools/cli/serve/services/dead-letters";
import { withFolder } from "../../../with-folder";
import { arnOf } from "../serve/services/state";
import { photosStack } from "./photos-state";

const { signal } = new AbortController();

/** Kills the first processes that get a message of the queue, one after the other; returns how many it has killed. */
function killFirst(count: number, { services }: Pipeline): { readonly killed: () => number; readonly end: () => void } {
    const pids = new Set<number>();
    const timer = setInterval(() => {
        for (const { functionName, isBusy, pid, kill } of services.functions.processes) {
            if (functionName !== "thumbnail" || !isBusy || pid === undefined || pids.has(pid) || pids.size === count)
                continue;
            pids.add(pid);
            kill();
        }
    }, 5);
    return { killed: () => pids.size, end: () => clearInterval(timer) };
}

async function until<Result>(read: () => Promise<Result | undefined> | Result | undefined): Promise<Result> {
    const end = Date.now() + 60_000;
    for (;;) {
        const result = await read();
        if (result !== undefined) return result;
        assert.ok(Date.now() < end, "the condition did not come true");
        await setTimeout(50);
    }
}

describe("a photo whose process is killed in each attempt", function () {
    this.timeout(5 * 60_000);

    it("ends as failed with a reason, for the client and the operator, and can be moved back", async () => {
        await withFolder(async (folder) => {
            const letters: DeadLetter[] = [];
            const onDeadLetter = (letter: DeadLetter) => void letters.push(letter);
            const settings = { workers: 1, visibilityTimeoutSeconds: 1, onDeadLetter };
            const pipeline = await startPipeline(photosStack(folder), folder, { settings, log: () => {}, signal });
            // S3 begins with a test message.
            await until(() => pipeline.services.isIdle || undefined);
            const killer = killFirst(5, pipeline);
            const announcements = await Announcements.connect(String(pipeline.webSocketUrl), pipeline.key);
            try {
                const photos = await TestPhotos.make({ photos: 1, poisoned: 0, random: Math.random });
                const { photoId } = await uploadPhoto(photos.photo(0), { ...pipeline, signal });
                const told = (type: string) =>
                    until(() => announcements.of(photoId).find((each) => each.type === type));
                await told("photo.failed");
                assert.equal(killer.killed(), 5);
                const [letter] = await until(() => (letters.length > 0 ? letters : undefined));
                assert.match(letter?.reason ?? "", /^processing did not finish: .*time-out or memory/);
                const row = async () => (await readRows(pipeline.tablesEndpoint, pipeline.table))[0];
                const { status, reason } = (await row()) ?? {};
                assert.deepEqual([status, reason], ["failed", "processing did not finish"]);

                const places = { sourceArn: arnOf("sqs", "dead"), destinationArn: arnOf("sqs", "uploads") };
                pipeline.services.queues.moves.start({ ...places, maximumPerSecond: undefined });
                await told("photo.ready");
                assert.equal((await row())?.status, "ready");
            } finally {
                killer.end();
                await announcements.close();
                await pipeline.close();
            }
        });
    });
});
