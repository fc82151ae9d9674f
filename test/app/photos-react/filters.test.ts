import assert from "node:assert/strict";
import { JSDOM } from "jsdom";
import { act, createElement } from "react";
import { createRoot, type Root } from "react-dom/client";
import { AlbumView } from "../../../app/photos-react/album-view";
import { type FilterRun, type Photo, PhotosApi } from "../../../app/photos-react/photos-api";

const photo: Photo = {
    ...{ photoId: "p", status: "ready", images: ["160"], fileName: "a.jpg", uploadedAt: "2026-01-01T00:00:00Z" },
};
const running: FilterRun = { runId: "r", status: "running" };
const failed: FilterRun = { runId: "r", status: "failed", reason: "The filters failed." };

/** A WebSocket that opens, and stays silent. */
class SilentSocket extends EventTarget {
    constructor() {
        super();
        queueMicrotask(() => this.dispatchEvent(new Event("open")));
    }
    close() {}
}

/** Timers that run when the test lets time pass. */
class Timers {
    private now = 0;
    private readonly waiting = new Map<number, { at: number; readonly every?: number; readonly run: () => void }>();

    readonly globals = {
        setTimeout: (run: () => void, millis: number) => this.add({ at: this.now + millis, run }),
        setInterval: (run: () => void, millis: number) => this.add({ at: this.now + millis, every: millis, run }),
        clearTimeout: (id: number) => this.waiting.delete(id),
        clearInterval: (id: number) => this.waiting.delete(id),
    };

    /** Runs what is due at the next moment until then; returns whether there was anything. */
    next(end: number): boolean {
        const [[id, timer] = []] = [...this.waiting].sort(([, one], [, other]) => one.at - other.at);
        if (id === undefined || timer === undefined || timer.at > end) {
            this.now = end;
            return false;
        }
        this.now = timer.at;
        if (timer.every === undefined) this.waiting.delete(id);
        else timer.at += timer.every;
        timer.run();
        return true;
    }

    after(millis: number): number {
        return this.now + millis;
    }

    private add(timer: { at: number; readonly every?: number; readonly run: () => void }): number {
        const id = ++lastTimer;
        this.waiting.set(id, timer);
        return id;
    }
}

let lastTimer = 0;

/** The page on an API with one photo, in a document without a layout. */
class ShownAlbum {
    /** The run as the API has it. */
    run = running;
    photo = photo;
    hasChannel = false;
    private readonly window = new JSDOM("<main></main>", { url: "http://127.0.0.1/" }).window;
    private readonly timers = new Timers();
    private readonly before = new Map<string, PropertyDescriptor | undefined>();
    private root: Root | undefined;

    async open(): Promise<void> {
        const fetch = async (path: string, { method }: RequestInit = {}) => this.respond(method ?? "GET", path);
        const { window } = this;
        const { document, navigator } = window;
        // A channel that is interrupted waits for a random time: here always for the shortest.
        const math = Object.create(Math, { random: { value: () => 0 } });
        const own = { fetch, WebSocket: SilentSocket, Math: math, ...this.timers.globals };
        const ofBrowser = { window, document, navigator, ...own };
        for (const [name, value] of Object.entries({ ...ofBrowser, IS_REACT_ACT_ENVIRONMENT: true })) {
            this.before.set(name, Object.getOwnPropertyDescriptor(globalThis, name));
            Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
        }
        this.root = createRoot(this.find("main"));
        const view = createElement(AlbumView, { api: await PhotosApi.find("key") });
        await act(async () => this.root?.render(view));
    }

    async close(): Promise<void> {
        await act(async () => this.root?.unmount());
        for (const [name, descriptor] of this.before) {
            if (descriptor === undefined) Reflect.deleteProperty(globalThis, name);
            else Object.defineProperty(globalThis, name, descriptor);
        }
        this.window.close();
    }

    /** Lets seconds pass, and what happens then. */
    async pass(seconds: number): Promise<void> {
        const end = this.timers.after(seconds * 1000);
        for (let isDue = true; isDue; ) {
            await act(async () => {
                isDue = this.timers.next(end);
                await settled();
            });
        }
    }

    /** Applies the first filter. */
    async apply(): Promise<void> {
        await act(async () => {
            this.find<HTMLElement>('[aria-label="Apply the filter to a.jpg"]').click();
            await settled();
        });
    }

    /** The texts of a photo: the progress of its filters, and its problems. */
    get texts(): string[] {
        const found = this.window.document.querySelectorAll(".card [role=status], .card [role=alert]");
        return [...found].map(({ textContent }) => textContent ?? "").filter((text) => text !== "");
    }

    private find<Found extends Element>(selector: string): Found {
        const found = this.window.document.querySelector<Found>(selector);
        assert.ok(found, `${selector} in ${this.window.document.body.innerHTML}`);
        return found;
    }

    private respond(method: string, path: string): Response {
        const route = `${method} ${path.replace(/^\/photos/, "")}`;
        if (route === "GET /site.json") return Response.json({ apiPath: "" });
        if (route === "GET /channel" && this.hasChannel) return Response.json({ url: "ws://127.0.0.1/live" });
        if (route === "GET /all?limit=50") return Response.json({ photos: [this.photo] });
        if (route === "GET /p") return Response.json(this.photo);
        if (route === "POST /p/filters") return Response.json(this.run, { status: 202 });
        if (route === "GET /p/filters/r") return Response.json(this.run);
        return Response.json({ message: "There is no such resource." }, { status: 404 });
    }
}

/** Waits until every response that is there was read. */
const settled = () => new Promise<void>((done) => setImmediate(() => setImmediate(done)));

describe("app/photos-react: a filter", () => {
    let album: ShownAlbum;
    beforeEach(async () => {
        album = new ShownAlbum();
        await album.open();
        // The first poll.
        await album.pass(10);
    });
    afterEach(() => album.close());

    it("that fails without a WebSocket says so at the next poll, and can be applied again", async () => {
        await album.apply();
        assert.deepEqual(album.texts, ["Applying grayscale …"]);
        await album.pass(10);
        assert.deepEqual(album.texts, ["Applying grayscale …"]);
        album.run = failed;
        await album.pass(10);
        assert.deepEqual(album.texts, ["Grayscale: The filters failed."]);
        album.run = { runId: "r-2", status: "running" };
        await album.apply();
        assert.deepEqual(album.texts, ["Applying grayscale …"]);
    });

    it("that fails while the WebSocket is closed says so once it is open", async () => {
        await album.apply();
        album.run = failed;
        album.hasChannel = true;
        // Less than until the next poll.
        await album.pass(9);
        assert.deepEqual(album.texts, ["Grayscale: The filters failed."]);
    });

    it("that has its image without a WebSocket shows it at the next poll", async () => {
        await album.apply();
        album.photo = { ...photo, images: ["160", "grayscale"] };
        album.run = { runId: "r", status: "succeeded" };
        await album.pass(10);
        assert.deepEqual(album.texts, []);
    });

    it("whose last attempt has failed before says so at once", async () => {
        album.run = failed;
        await album.apply();
        assert.deepEqual(album.texts, ["Grayscale: The filters failed."]);
    });
});
