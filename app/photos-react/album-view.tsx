import { useRef } from "react";
import { PhotoCard } from "./photo-card";
import type { PhotosApi } from "./photos-api";
import { UploadForm } from "./upload-form";
import { UploadList } from "./upload-list";
import { useAlbum } from "./use-album";

/** The photos of an API, to which a visitor adds more; each appears once its thumbnails are ready, without reloading the page. */
export function AlbumView({ api }: { readonly api: PhotosApi }) {
    const { photos, uploads, started, runs, news, isLive, upload, dismiss, apply, remove } = useAlbum(api);
    const heading = useRef<HTMLHeadingElement>(null);
    return (
        <>
            <UploadForm onFiles={upload} />
            <p role="status">{news}</p>
            {!isLive && <p className="hint">Connecting … New thumbnails appear with a delay.</p>}
            <UploadList uploads={uploads} onDismiss={dismiss} />
            <section aria-labelledby="photos">
                <h2 id="photos" ref={heading} tabIndex={-1}>
                    {photos.length === 1 ? "1 photo" : `${photos.length} photos`}
                </h2>
                {/* biome-ignore lint/a11y/noRedundantRoles: Safari reads out a list without bullets only if it has its role. */}
                <ul role="list" className="photos">
                    {photos.map((photo) => (
                        <PhotoCard
                            key={photo.photoId}
                            api={api}
                            photo={photo}
                            started={started}
                            runs={runs}
                            onApply={(filter) => apply(photo.photoId, filter)}
                            onDelete={async () => {
                                await remove(photo.photoId);
                                // The button, which had the focus, is gone.
                                heading.current?.focus();
                            }}
                        />
                    ))}
                </ul>
            </section>
        </>
    );
}
