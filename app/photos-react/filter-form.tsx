import { useRef, useState } from "react";
import { type Run, waitingRuns } from "./album";
import { type Filter, filters, type Photo } from "./photos-api";
import { sentence } from "./sentence";

interface FilterFormProps {
    readonly photo: Photo;
    readonly fileName: string;
    readonly isBusy: boolean;
    /** Runs of filters that the page has started, also of other photos. */
    readonly started: readonly Run[];
    /** Runs that have ended, by their id: why they failed, or an empty text. */
    readonly runs: Readonly<Record<string, string>>;
    readonly onApply: (filter: Filter) => void;
}

/** The filters of a photo, the one that is applied meanwhile, and why one failed. */
export function FilterForm({ photo, fileName, isBusy, started, runs, onApply }: FilterFormProps) {
    const { photoId, images } = photo;
    const isReady = photo.status === "ready";
    const select = useRef<HTMLSelectElement>(null);
    const [note, setNote] = useState("");
    const waiting = waitingRuns({ photos: [photo], started, runs });
    const failed = started.filter((run) => run.photoId === photoId && (runs[run.runId] ?? "") !== "");

    const apply = () => {
        const filter = select.current?.value as Filter;
        const isThere = images.includes(filter);
        setNote(isThere ? `There is an image with ${filter} already.` : "");
        if (!isThere && !waiting.some((run) => run.filter === filter)) onApply(filter);
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
            <p role="status">{isBusy ? "Sending …" : progress || note}</p>
            {failed.map(({ runId, filter }) => (
                <p key={runId} role="alert">
                    {sentence(`${filter}: ${runs[runId]}`)}
                </p>
            ))}
        </>
    );
}
