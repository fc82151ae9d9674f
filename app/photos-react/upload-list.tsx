import type { Upload } from "./album";
import { sentence } from "./sentence";

/** Uploads whose photo is not ready yet, with what was sent. */
export function UploadList({
    uploads,
    onDismiss,
}: {
    readonly uploads: readonly Upload[];
    readonly onDismiss: (id: number) => void;
}) {
    if (uploads.length === 0) return null;
    return (
        <section aria-labelledby="uploads">
            <h2 id="uploads">Uploads</h2>
            {/* Safari reads out a list without bullets only if it has its role. */}
            {/* biome-ignore lint/a11y/noRedundantRoles: see above. */}
            <ul role="list" className="uploads">
                {uploads.map((upload) => (
                    <li key={upload.id}>
                        <span className="name">{upload.fileName}</span>
                        {upload.problem === undefined ? (
                            <Progress {...upload} />
                        ) : (
                            <>
                                <span role="alert">{sentence(upload.problem)}</span>
                                <button
                                    type="button"
                                    aria-label={`Remove ${upload.fileName} from the list`}
                                    onClick={() => onDismiss(upload.id)}
                                >
                                    Remove
                                </button>
                            </>
                        )}
                    </li>
                ))}
            </ul>
        </section>
    );
}

function Progress({ fileName, share }: Upload) {
    const percent = Math.round(share * 100);
    return (
        <>
            <progress max={100} value={percent} aria-label={`Upload of ${fileName}`} />
            <span className="hint">{percent < 100 ? `${percent} %` : "Making thumbnails …"}</span>
        </>
    );
}
