import { useEffect, useState } from "react";
import type { Run } from "./album";
import { DeleteButton } from "./delete-button";
import { FilterForm } from "./filter-form";
import type { Filter, Photo, PhotosApi } from "./photos-api";
import { sentence } from "./sentence";

interface PhotoCardProps {
    readonly api: PhotosApi;
    readonly photo: Photo;
    /** Runs of filters that the page has started. */
    readonly started: readonly Run[];
    /** Runs of filters that have ended, by their id: why they failed, or an empty text. */
    readonly runs: Readonly<Record<string, string>>;
    readonly onApply: (filter: Filter) => Promise<void>;
    readonly onDelete: () => Promise<void>;
}

/** A photo with its filtered images, a filter to apply, and a button that deletes it after a question, also if an earlier deletion was interrupted. */
export function PhotoCard({ api, photo, started, runs, onApply, onDelete }: PhotoCardProps) {
    const { photoId, status, fileName = "Photo", images } = photo;
    const [problem, setProblem] = useState<string>();
    const [isBusy, setBusy] = useState(false);
    const filtered = images.filter((image) => !/^\d+$/.test(image));
    const thumbnail = images
        .filter((image) => /^\d+$/.test(image))
        .sort((one, other) => Number(one) - Number(other))[0];

    const attempt = async (action: () => Promise<void>) => {
        setBusy(true);
        try {
            await action();
            setProblem(undefined);
        } catch (error) {
            setProblem(error instanceof Error ? error.message : String(error));
        } finally {
            setBusy(false);
        }
    };

    return (
        <li className="card">
            {thumbnail !== undefined && <ApiImage api={api} photoId={photoId} name={thumbnail} alt={fileName} />}
            <span className="name">{fileName}</span>
            {status === "deleting" && <p>Its deletion has not finished.</p>}
            {filtered.length > 0 && (
                <div className="filtered">
                    {filtered.map((name) => (
                        <ApiImage key={name} api={api} photoId={photoId} name={name} alt={`${fileName}, ${name}`} />
                    ))}
                </div>
            )}
            <FilterForm
                {...{ photo, fileName, isBusy, started, runs }}
                onApply={(filter) => void attempt(() => onApply(filter))}
            />
            <DeleteButton fileName={fileName} isBusy={isBusy} onDelete={() => void attempt(onDelete)} />
            {problem !== undefined && <p role="alert">{sentence(problem)}</p>}
        </li>
    );
}

interface ApiImageProps {
    readonly api: PhotosApi;
    readonly photoId: string;
    readonly name: string;
    readonly alt: string;
}

// An <img> cannot send the API key, so the page loads the bytes.
function ApiImage({ api, photoId, name, alt }: ApiImageProps) {
    const [url, setUrl] = useState<string>();
    useEffect(() => {
        const leaving = new AbortController();
        let created: string | undefined;
        api.image(photoId, name, leaving.signal)
            .then((bytes) => {
                created = URL.createObjectURL(bytes);
                if (leaving.signal.aborted) URL.revokeObjectURL(created);
                else setUrl(created);
            })
            .catch(() => {
                // The text in its place says what is missing.
            });
        return () => {
            leaving.abort();
            if (created !== undefined) URL.revokeObjectURL(created);
        };
    }, [api, photoId, name]);
    return url === undefined ? <span className="empty">{alt}</span> : <img src={url} alt={alt} />;
}
