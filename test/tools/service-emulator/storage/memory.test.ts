import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { credentials, region } from "../local-services";

const uploads = 100;
const concurrent = 50;
const bytes = 2 * 1024 * 1024;

// 50 bodies are 100 MB, beside the growth of the process itself: 50 MB were measured, and 205 MB with bodies in memory.
const mostGrowth = 150 * 1024 * 1024;

describe("The memory of a store", () => {
    it(`grows by less than 150 MB with ${uploads} uploads of 2 MB, ${concurrent} at a time`, async () => {
        const child = fork(join(__dirname, "storage-process.ts"), { execArgv: ["--require", "tsx/cjs"] });
        const exited = once(child, "exit");
        const [{ endpoint }] = (await once(child, "message")) as [{ endpoint: string }];
        const client = new S3Client({ endpoint, region, credentials });
        try {
            const { url, fields } = await createPresignedPost(client, {
                Bucket: "plain",
                Key: "${filename}",
                Expires: 600,
            });
            const content = new Blob([Buffer.alloc(bytes, 7)]);
            let next = 0;
            const upload = async () => {
                for (let index = next++; index < uploads; index = next++) {
                    const form = new FormData();
                    for (const [name, value] of Object.entries(fields)) form.set(name, value);
                    form.set("file", content, `photo-${index}`);
                    const response = await fetch(url, { method: "POST", body: form });
                    assert.equal(response.status, 204, await response.text());
                }
            };
            await Promise.all(Array.from({ length: concurrent }, upload));
            child.send("report");
            const [report] = (await once(child, "message")) as [{ before: number; most: number; files: number }];
            assert.equal(report.files, uploads);
            assert.ok(report.most - report.before < mostGrowth, JSON.stringify(report));
        } finally {
            client.destroy();
            child.send("end");
            await exited;
        }
    });
});
