import { useId, useRef } from "react";

interface DeleteButtonProps {
    readonly fileName: string;
    readonly isBusy: boolean;
    readonly onDelete: () => void;
}

/**
 * A button that deletes a photo once its user has confirmed that. The dialog keeps the focus inside, ends with Escape too, and gives the
 * focus back to the button; its first button is the one that changes nothing.
 */
export function DeleteButton({ fileName, isBusy, onDelete }: DeleteButtonProps) {
    const dialog = useRef<HTMLDialogElement>(null);
    const title = useId();
    const text = useId();
    return (
        <>
            <button
                type="button"
                className="danger"
                disabled={isBusy}
                aria-label={`Delete ${fileName}`}
                aria-haspopup="dialog"
                onClick={() => dialog.current?.showModal()}
            >
                Delete …
            </button>
            <dialog ref={dialog} aria-labelledby={title} aria-describedby={text}>
                <h2 id={title}>Delete {fileName}?</h2>
                <p id={text}>
                    The photo, its thumbnails and its filtered images are deleted for everyone, and cannot be restored.
                </p>
                <div className="fields">
                    <button type="button" onClick={() => dialog.current?.close()}>
                        Keep it
                    </button>
                    <button
                        type="button"
                        className="danger"
                        onClick={() => {
                            dialog.current?.close();
                            onDelete();
                        }}
                    >
                        Delete it
                    </button>
                </div>
            </dialog>
        </>
    );
}
