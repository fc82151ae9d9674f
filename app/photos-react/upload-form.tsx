import { type DragEvent, useRef, useState } from "react";

const types = ["image/jpeg", "image/png", "image/webp"];

/** Where photos are chosen, or dropped. */
export function UploadForm({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
    const [isOver, setOver] = useState(false);
    const [problem, setProblem] = useState<string>();
    const field = useRef<HTMLInputElement>(null);

    const take = (files: FileList | null) => {
        const all = [...(files ?? [])];
        const photos = all.filter(({ type }) => types.includes(type));
        const others = all.filter((file) => !photos.includes(file)).map(({ name }) => name);
        setProblem(others.length > 0 ? `Only JPEG, PNG and WebP: ${others.join(", ")}` : undefined);
        onFiles(photos);
        // So that the same file can be chosen again.
        if (field.current) field.current.value = "";
    };
    const drop = (event: DragEvent) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
    };

    return (
        // Dropping is another way to do what the field does.
        // biome-ignore lint/a11y/noStaticElementInteractions: see above.
        <div
            className={isOver ? "drop over" : "drop"}
            onDragOver={(event) => {
                event.preventDefault();
                setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={drop}
        >
            <label htmlFor="files">Add photos</label>
            <input
                id="files"
                ref={field}
                type="file"
                multiple
                accept={types.join(",")}
                aria-describedby="files-hint"
                onChange={({ target }) => take(target.files)}
            />
            <p id="files-hint" className="hint">
                JPEG, PNG or WebP. You can also drop them here.
            </p>
            {problem !== undefined && <p role="alert">{problem}</p>}
        </div>
    );
}
