import type { UploadForm } from "./photos-api";

/**
 * Sends a file to the bucket by its signed form.
 * @param onProgress receives the share that was sent, from 0 to 1. `fetch` cannot tell it.
 * @throws {Error} with the reason why the bucket did not accept it.
 */
export function sendFile(form: UploadForm, file: File, onProgress: (share: number) => void): Promise<void> {
    const body = new FormData();
    for (const [name, value] of Object.entries(form.fields)) body.append(name, value);
    // The bucket ignores every field after the file.
    body.append("file", file);
    return new Promise((done, fail) => {
        const request = new XMLHttpRequest();
        request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
        request.addEventListener("load", () => {
            if (request.status >= 200 && request.status < 300) done();
            else fail(new Error(reasonOf(request)));
        });
        request.addEventListener("error", () => fail(new Error("The connection was interrupted.")));
        request.open("POST", form.url);
        request.send(body);
    });
}

function reasonOf({ status, responseText }: XMLHttpRequest): string {
    const [, code] = /<Code>([^<]*)<\/Code>/.exec(responseText) ?? [];
    if (code === "EntityTooLarge") return "The file is too large.";
    if (code === "AccessDenied") return "The time to upload it is over. Try again.";
    return `The bucket answered with ${code ?? status}.`;
}
