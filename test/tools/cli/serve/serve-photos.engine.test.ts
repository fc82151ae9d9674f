import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser } from "playwright-core";
import WebSocket from "ws";
import { testPhotosPage } from "../../../app/photos-page-checks";
import { type ChosenFile, photoFile, truncatedFile } from "../../../app/photos-page-input";
import { TemporaryFolders } from "../../cloud-simulator/engine/temporary-folder";
import { findChromium, openChromium } from "../report/render/browser";
import { childApps } from "./child-apps";
import { Served } from "./served";

const example = "stacks/examples/Pulumi.photos.yaml";
const skipped = `
NOT TESTED: app/photos-react behind npm run serve --edge in a browser, because chromium or google-chrome is not on the PATH and
CHROMIUM is not set. On Debian: apt-get install chromium. Its API was tested without a browser.
`;

describe("npm run serve --edge with the example stack of photos", function () {
    this.timeout(3 * 60_000);
    const folders = new TemporaryFolders();
    let served: Served;
    before(async function () {
        this.timeout(20 * 60_000);
        served = new Served(["--edge", "--config-file", example]);
        await served.prints("Ctrl-C");
    });
    after(async () => {
        try {
            // It also ends quietly while functions are at work.
            await untilBusy(served);
        } finally {
            await served.end();
            folders.removeAll();
        }
        assert.deepEqual(childApps(), []);
    });

    it("takes a photo by the printed command, tells the printed WebSocket, and has the image", async () => {
        const { key } = served;
        const { upload, list } = printed(served);
        const told = await connect(served);
        const { buffer } = await photoFile("printed.jpg", "#224466");
        const headers = { "content-type": "image/jpeg" };
        const accepted = await served.send(upload, { method: "POST", key, headers, body: new Uint8Array(buffer) });
        assert.equal(accepted.status, 202, accepted.text);
        const { photoId } = JSON.parse(accepted.text);
        const { type, images } = await told(photoId, "photo.ready");
        assert.deepEqual([type, images], ["photo.ready", ["160", "640"]]);
        const { photos } = JSON.parse((await served.send(list, { key })).text);
        assert.deepEqual(
            photos.map(({ photoId: id, status, width, height }: Record<string, unknown>) => [
                id,
                status,
                width,
                height,
            ]),
            [[photoId, "ready", 1200, 900]],
        );
        const image = await served.send(`${upload}/${photoId}/images/160`, { key, headers: { accept: "image/webp" } });
        assert.deepEqual([image.status, image.header("content-type")], [200, "image/webp"]);
        assert.match(image.text, /^RIFF/);
        assert.equal((await served.send(`${upload}/${photoId}`, { key, method: "DELETE" })).status, 204);
        await told(photoId, "photo.deleted");
        assert.equal((await served.send(`${upload}/${photoId}`, { key })).status, 404);
    });

    it("takes a photo by the printed command with a form", async () => {
        const told = await connect(served);
        const { buffer } = await photoFile("photo.jpg", "#662244");
        const folder = folders.make();
        writeFileSync(join(folder, "photo.jpg"), buffer);
        await promisify(execFile)("sh", ["-c", printed(served).form], { cwd: folder });
        const { images } = await told(undefined, "photo.ready");
        assert.deepEqual(images, ["160", "640"]);
    });

    it("takes a photo by a form, and runs all filters by the state machine", async () => {
        const { key } = served;
        const { upload } = printed(served);
        const told = await connect(served);
        const { photoId, status } = await sendForm(served, await photoFile("form.jpg", "#446622"));
        assert.equal(status, 204);
        await told(photoId, "photo.ready");
        const filters = ["grayscale", "sepia", "blur", "sharpen"];
        const init = { method: "POST", key, headers: { "content-type": "application/json" } };
        const path = `${upload}/${photoId}/filters`;
        const started = await served.send(path, { ...init, body: JSON.stringify({ filters }) });
        assert.equal(started.status, 202, started.text);
        const { runId } = JSON.parse(started.text);
        assert.deepEqual((await told(photoId, "filters.finished")).runId, runId);
        const run = JSON.parse((await served.send(`${path}/${runId}`, { key })).text);
        assert.deepEqual([run.status, run.images?.sort()], ["succeeded", [...filters].sort()]);
        const photo = JSON.parse((await served.send(`${upload}/${photoId}`, { key })).text);
        assert.deepEqual(photo.images.sort(), ["160", "640", ...filters].sort());
        assert.equal((await served.send(`${upload}/${photoId}`, { key, method: "DELETE" })).status, 204);
    });

    it("says why a photo failed, on the WebSocket, in its row, and as a dead letter", async () => {
        const told = await connect(served);
        const { photoId, status } = await sendForm(served, await truncatedFile("torn.jpg"));
        assert.equal(status, 204);
        const { reason } = await told(photoId, "photo.failed");
        const photo = JSON.parse((await served.send(`${printed(served).upload}/${photoId}`, { key: served.key })).text);
        assert.deepEqual([photo.status, photo.reason], ["failed", reason]);
        const queue = "gatehouse-photos_photos_photo_uploads_dead";
        await served.prints(`dead letter in ${queue} (1 there), uploads/${photoId}: ${reason}`);
    });

    it("connects no WebSocket without a valid key, and gives no form without one", async () => {
        const [, , url = ""] = printed(served).socket;
        const wrong = `key.${Buffer.from("wrong").toString("base64url")}`;
        for (const protocols of [[], ["gatehouse"], ["gatehouse", wrong]]) {
            const [error] = await once(new WebSocket(url, protocols), "error");
            assert.match(String(error), /Unexpected server response: 40[13]/);
        }
        const form = await served.send(`${printed(served).upload}/uploads`, { method: "POST", body: "{}" });
        assert.deepEqual([form.status, form.text], [403, '{"message":"Forbidden"}']);
    });

    const executable = findChromium();
    // Without Chromium these tests are not defined, because pending tests are forbidden: they are easily overlooked.
    if (executable === undefined) process.once("exit", () => process.stderr.write(skipped));
    else {
        describe("and the page in Chromium", () => {
            let browser: Browser | undefined;
            before(async () => {
                browser = await openChromium(executable);
            });
            after(() => browser?.close());

            testPhotosPage(() => {
                assert.ok(browser);
                return { browser, page: { origin: served.origin, key: served.key } };
            });
        });
    }
});

/** The paths and the WebSocket of the commands that the introduction prints. */
function printed({ output }: Served) {
    const [, upload = ""] = /--data-binary @photo\.jpg http:\/\/[^/]+(\S+)/.exec(output) ?? [];
    const [, list = ""] = /^ +curl -H 'x-api-key: \w+' http:\/\/[^/]+(\S+\/all)$/m.exec(output) ?? [];
    const socket = /^ +npx wscat -s gatehouse -s (\S+) -c (\S+)/m.exec(output) ?? [];
    const [, form = ""] = /^ +(curl .*\/uploads \|.*)$/m.exec(output) ?? [];
    return { upload, list, form, socket };
}

/** Connects as the introduction says, and returns what waits for an announcement about a photo. */
async function connect(served: Served) {
    const [, protocol = "", url = ""] = printed(served).socket;
    const client = new WebSocket(url, ["gatehouse", protocol]);
    const messages: Readonly<Record<string, unknown>>[] = [];
    client.on("message", (data) => messages.push(JSON.parse(String(data))));
    await once(client, "open");
    assert.equal(client.protocol, "gatehouse");
    // Without an id: about any photo.
    return async (photoId: string | undefined, type: string) => {
        for (;;) {
            const found = messages.find(
                (message) => [undefined, message.photoId].includes(photoId) && message.type === type,
            );
            if (found !== undefined) return found;
            await once(client, "message");
        }
    };
}

/** Uploads photos until the function that makes thumbnails has one, and has not finished it. */
async function untilBusy(served: Served): Promise<void> {
    const { key } = served;
    const photo = await photoFile("unfinished.jpg", "#662244");
    for (let status = ""; status !== "uploaded"; ) {
        const { photoId } = await sendForm(served, photo);
        do {
            const got = await served.send(`${printed(served).upload}/${photoId}`, { key });
            // 429 if the plan admits no more calls at the moment.
            assert.ok([200, 429].includes(got.status), got.text);
            ({ status = "requested" } = JSON.parse(got.text));
        } while (status === "requested");
    }
}

/** Asks for a form, and posts a file with it, without a key, as a client does. */
async function sendForm(served: Served, { name, mimeType, buffer }: ChosenFile) {
    const body = JSON.stringify({ contentType: mimeType, bytes: buffer.length, fileName: name });
    const headers = { "content-type": "application/json" };
    const init = { method: "POST", key: served.key, headers, body };
    const issued = await served.send(`${printed(served).upload}/uploads`, init);
    assert.equal(issued.status, 201, issued.text);
    const { photoId, url, fields } = JSON.parse(issued.text);
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.append(field, String(value));
    form.append("file", new Blob([new Uint8Array(buffer)]), name);
    const { status } = await fetch(url, { method: "POST", body: form });
    return { photoId: String(photoId), status };
}
