import { useEffect, useRef, useState } from "react";
import { type Filter, filters, type Photo, type PhotosApi } from "./photos-api";

interface PhotoCardProps {
    readonly api: PhotosApi;
    readonly photo: Photo;
    readonly onDelete: () => Promise<void>;
}

/** A photo with its filtered images, a filter to apply, and a button that deletes it, also if an earlier deletion was interrupted. */
export function PhotoCard({ api, photo, onDelete }: PhotoCardProps) {
    const { photoId, status, fileName = "Photo", images } = photo;
    const [problem, setProblem] = useState<string>();
    const [isBusy, setBusy] = useState(false);
    const select = useRef<HTMLSelectElement>(null);
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
            <div className="fields">
                <select ref={select} disabled={status !== "ready"} aria-label={`Filter for ${fileName}`}>
                    {filters.map((filter) => (
                        <option key={filter}>{filter}</option>
                    ))}
                </select>
                <button
                    type="button"
                    disabled={isBusy || status !== "ready"}
                    aria-label={`Apply the filter to ${fileName}`}
                    onClick={() => attempt(() => api.applyFilter(photoId, select.current?.value as Filter))}
                >
                    Apply
                </button>
                <button
                    type="button"
                    disabled={isBusy}
                    aria-label={`Delete ${fileName}`}
                    onClick={() => attempt(onDelete)}
                >
                    Delete
                </button>
            </div>
            {problem !== undefined && <p role="alert">{problem}</p>}
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
