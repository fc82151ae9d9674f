import { useEffect, useReducer, useRef, useState } from "react";
import { type Album, changeAlbum, emptyAlbum, waitingRuns } from "./album";
import { Channel } from "./channel";
import type { Filter, FilterRun, PhotosApi } from "./photos-api";
import { sendFile } from "./send-file";

/** The album of an API, kept up to date by what its WebSocket tells. */
export interface LiveAlbum extends Album {
    /** Whether messages arrive. */
    readonly isLive: boolean;
    /** Uploads files, a few at a time. */
    readonly upload: (files: readonly File[]) => void;
    readonly dismiss: (id: number) => void;
    readonly apply: (photoId: string, filter: Filter) => Promise<void>;
    readonly remove: (photoId: string) => Promise<void>;
}

const uploadsAtOnce = 3;
const pollMillis = 10_000;
let lastUpload = 0;

/** Loads the album, and follows it for as long as the component is there. */
export function useAlbum(api: PhotosApi): LiveAlbum {
    const [album, change] = useReducer(changeAlbum, emptyAlbum);
    const [isLive, setLive] = useState(false);
    const waiting = useRef<(() => Promise<void>)[]>([]);
    const running = useRef(0);
    const latest = useRef(album);
    useEffect(() => {
        latest.current = album;
    }, [album]);

    const list = async () => change({ type: "listed", photos: await api.list() });
    const refresh = async (photoId: string) => {
        const photo = await api.get(photoId);
        change(photo === undefined ? { type: "removed", photoId } : { type: "changed", photo });
    };
    const takeRun = async (photoId: string, run: FilterRun | undefined) => {
        if (run === undefined || run.status === "running") return;
        change({ type: "filtered", runId: run.runId, reason: run.reason ?? "" });
        await refresh(photoId);
    };
    // The WebSocket tells of no change before it was opened.
    const catchUp = async () => {
        await list();
        const runs = waitingRuns(latest.current);
        await Promise.all(
            runs.map(async ({ photoId, runId }) => takeRun(photoId, await api.filterRun(photoId, runId))),
        );
    };

    // biome-ignore lint/correctness/useExhaustiveDependencies: one channel for an API.
    useEffect(() => {
        const channel = new Channel(() => api.channel(), api.key, {
            onChange: (isOpen) => {
                setLive(isOpen);
                if (isOpen) catchUp().catch(() => setLive(false));
            },
            onAnnouncement: ({ type, photoId, runId, reason = "" }) => {
                if (runId !== undefined) change({ type: "filtered", runId, reason });
                if (type === "photo.deleted") change({ type: "removed", photoId });
                else refresh(photoId).catch(() => setLive(false));
            },
        });
        return () => channel.close();
    }, [api]);

    // Without messages the page asks, from time to time.
    // biome-ignore lint/correctness/useExhaustiveDependencies: one timer while the channel is interrupted.
    useEffect(() => {
        if (isLive) return;
        const timer = setInterval(() => catchUp().catch(() => {}), pollMillis);
        return () => clearInterval(timer);
    }, [api, isLive]);

    const next = () => {
        const start = running.current < uploadsAtOnce ? waiting.current.shift() : undefined;
        if (start === undefined) return;
        running.current++;
        void start().finally(() => {
            running.current--;
            next();
        });
    };

    const send = async (id: number, file: File) => {
        try {
            const form = await api.requestUpload(file);
            change({ type: "accepted", id, photoId: form.photoId });
            await sendFile(form, file, (share) => change({ type: "sent", id, share }));
            change({ type: "sent", id, share: 1 });
        } catch (error) {
            change({ type: "rejected", id, problem: error instanceof Error ? error.message : String(error) });
        }
    };

    const upload = (files: readonly File[]) => {
        for (const file of files) {
            const id = ++lastUpload;
            change({ type: "started", upload: { id, fileName: file.name, share: 0 } });
            waiting.current.push(() => send(id, file));
            next();
        }
    };

    return {
        ...album,
        isLive,
        upload,
        dismiss: (id) => change({ type: "dismissed", id }),
        apply: async (photoId, filter) => {
            const run = await api.applyFilter(photoId, filter);
            change({ type: "applied", run: { runId: run.runId, photoId, filter } });
            // The end of one that has ended is not announced again.
            await takeRun(photoId, run);
        },
        remove: async (photoId) => {
            await api.delete(photoId);
            change({ type: "removed", photoId });
        },
    };
}
