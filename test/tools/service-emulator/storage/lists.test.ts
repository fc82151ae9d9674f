import assert from "node:assert/strict";
import {
    DeleteObjectCommand,
    ListObjectsV2Command,
    ListObjectVersionsCommand,
    type ListObjectVersionsCommandOutput,
    PutObjectCommand,
} from "@aws-sdk/client-s3";
import fc from "fast-check";
import { compareKeys, listPage } from "../../../../tools/service-emulator/storage/list-page";
import { isThorough } from "../../../test-size";
import { type Storage, startStorage } from "./local-storage";

const Bucket = "photos";

describe("Lists of objects", () => {
    let storage: Storage;

    before(async () => {
        storage = await startStorage();
        for (const Key of ["b", "a/1", "a/2", "a/3/x", "ä & <b>", "c/1"])
            await storage.client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
        await storage.client.send(new PutObjectCommand({ Bucket, Key: "b", Body: "again" }));
        await storage.client.send(new DeleteObjectCommand({ Bucket, Key: "c/1" }));
    });

    after(async () => {
        assert.deepEqual(storage.server.errors, []);
        await storage.close();
    });

    const list = (more: object) => storage.client.send(new ListObjectsV2Command({ Bucket, ...more }));

    it("have the newest versions in order, without deleted ones", async () => {
        const { Contents = [], KeyCount, IsTruncated } = await list({});
        assert.deepEqual(
            Contents.map(({ Key }) => Key),
            ["a/1", "a/2", "a/3/x", "b", "ä & <b>"],
        );
        assert.deepEqual([KeyCount, IsTruncated, Contents[3]?.Size], [5, false, 5]);
        const { Contents: encoded } = await list({ EncodingType: "url", Prefix: "ä" });
        assert.equal(encoded?.[0]?.Key, "%C3%A4+%26+%3Cb%3E");
    });

    it("come page by page, and group keys by a delimiter", async () => {
        const grouped = await list({ Delimiter: "/", MaxKeys: 2 });
        assert.deepEqual(
            grouped.CommonPrefixes?.map(({ Prefix }) => Prefix),
            ["a/"],
        );
        assert.deepEqual([grouped.Contents?.[0]?.Key, grouped.IsTruncated], ["b", true]);
        const next = await list({ Delimiter: "/", ContinuationToken: grouped.NextContinuationToken });
        assert.deepEqual([next.Contents?.map(({ Key }) => Key), next.CommonPrefixes], [["ä & <b>"], undefined]);
        const inside = await list({ Prefix: "a/", Delimiter: "/", StartAfter: "a/1" });
        assert.deepEqual(
            inside.Contents?.map(({ Key }) => Key),
            ["a/2"],
        );
        assert.deepEqual(
            inside.CommonPrefixes?.map(({ Prefix }) => Prefix),
            ["a/3/"],
        );
    });

    it("of versions continue within a key", async () => {
        const found: string[] = [];
        let page: ListObjectVersionsCommandOutput | undefined;
        do {
            const marker = { KeyMarker: page?.NextKeyMarker, VersionIdMarker: page?.NextVersionIdMarker };
            page = await storage.client.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 1, ...marker }));
            for (const { Key, IsLatest } of page.Versions ?? []) found.push(`${Key} ${IsLatest}`);
            for (const { Key, IsLatest } of page.DeleteMarkers ?? []) found.push(`${Key} ${IsLatest} deleted`);
        } while (page.IsTruncated);
        assert.deepEqual(found, [
            ...["a/1 true", "a/2 true", "a/3/x true", "b true", "b false"],
            ...["c/1 true deleted", "c/1 false", "ä & <b> true"],
        ]);
    });

    it("have each key or group once, whatever the size of a page", () => {
        const key = fc.string({ unit: fc.constantFrom("a", "b", "/", "ä", "\u{1f600}"), minLength: 1, maxLength: 4 });
        const property = fc.property(
            fc.uniqueArray(key, { maxLength: 12 }),
            fc.constantFrom("", "a", "b/"),
            fc.constantFrom("", "/"),
            fc.integer({ min: 1, max: 4 }),
            (keys, prefix, delimiter, maximum) => {
                const all = [...keys].sort(compareKeys).map((each) => ({ key: each }));
                const found: string[] = [];
                for (let after = "", more = true; more; ) {
                    const current = after;
                    const request = { prefix, delimiter, after, maximum };
                    const page = listPage(all, request, (entry) => compareKeys(entry.key, current) > 0);
                    found.push(
                        ...[...page.entries.map((entry) => entry.key), ...page.commonPrefixes].sort(compareKeys),
                    );
                    assert.ok(page.entries.length + page.commonPrefixes.length <= maximum);
                    [after, more] = [page.last, page.isTruncated];
                }
                const expected = all
                    .map((entry) => entry.key)
                    .filter((each) => each.startsWith(prefix))
                    .map((each) => {
                        const end = delimiter === "" ? -1 : each.indexOf(delimiter, prefix.length);
                        return end < 0 ? each : each.slice(0, end + 1);
                    });
                assert.deepEqual(found, [...new Set(expected)]);
            },
        );
        fc.assert(property, { seed: 20, numRuns: isThorough ? 5000 : 500 });
    });
});
