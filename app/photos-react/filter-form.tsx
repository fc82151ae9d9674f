import { useRef, useState } from "react";
import { type Filter, filters, type Photo, type PhotosApi } from "./photos-api";
import { sentence } from "./sentence";

interface FilterFormProps {
    readonly api: PhotosApi;
    readonly photo: Photo;
    readonly fileName: string;
    readonly isBusy: boolean;
    /** Runs that have ended, by their id: why they failed, or an empty text. */
    readonly runs: Readonly<Record<string, string>>;
    /** Calls the API, and shows why it failed. */
    readonly attempt: (action: () => Promise<void>) => void;
}

interface Run {
    readonly runId: string;
    readonly filter: Filter;
}

/** The filters of a photo, the one that is applied meanwhile, and why one failed. */
export function FilterForm({ api, photo, fileName, isBusy, runs, attempt }: FilterFormProps) {
    const { photoId, images } = photo;
    const isReady = photo.status === "ready";
    const select = useRef<HTMLSelectElement>(null);
    const [started, setStarted] = useState<readonly Run[]>([]);
    const [note, setNote] = useState("");
    const waiting = started.filter(({ runId, filter }) => runs[runId] === undefined && !images.includes(filter));
    const failed = started.filter(({ runId }) => (runs[runId] ?? "") !== "");

    const apply = () => {
        const filter = select.current?.value as Filter;
        const isThere = images.includes(filter);
        setNote(isThere ? `There is an image with ${filter} already.` : "");
        if (isThere || waiting.some((run) => run.filter === filter)) return;
        setStarted(started.filter((run) => run.filter !== filter));
        attempt(async () => {
            const runId = await api.applyFilter(photoId, filter);
            setStarted((before) => [...before, { runId, filter }]);
        });
    };
    const progress = waiting.map(({ filter }) => `Applying ${filter} …`).join(" ");
    return (
        <>
            <div className="fields">
                <select ref={select} disabled={!isReady} aria-label={`Filter for ${fileName}`}>
                    {filters.map((filter) => (
                        <option key={filter}>{filter}</option>
                    ))}
                </select>
                <button
                    type="button"
                    disabled={isBusy || !isReady}
                    aria-label={`Apply the filter to ${fileName}`}
                    onClick={apply}
                >
                    Apply
                </button>
            </div>
            <p role="status">{isBusy ? "Asking the API …" : progress || note}</p>
            {failed.map(({ runId, filter }) => (
                <p key={runId} role="alert">
                    {sentence(`${filter}: ${runs[runId]}`)}
                </p>
            ))}
        </>
    );
}
