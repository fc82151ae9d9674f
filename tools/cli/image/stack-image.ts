import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, isScalar, parseDocument } from "yaml";
import { UsageError } from "../terminal/usage-error";

/** A stack's file with another image. */
export interface EditedFile {
    /** Name of the file, such as Pulumi.prod.yaml. */
    readonly fileName: string;
    readonly text: string;
    /** The setting before, such as "build: app/pictures". */
    readonly before: string;
}

/**
 * Sets the image of an API in the text of a stack's file, in place of its `build` or its image before. Everything else,
 * comments and layout included, stays as it is.
 * @throws {UsageError} if the API has neither written out as `key: value`.
 */
export function withImage(fileName: string, text: string, api: string, reference: string): EditedFile {
    const path = ["config", "gatehouse:apis", api];
    const settings = parseDocument(text).getIn(path);
    const pair = isMap(settings)
        ? settings.items.find(({ key }) => isScalar(key) && ["build", "image"].includes(String(key.value)))
        : undefined;
    const { key, value } = pair ?? {};
    if (!isScalar(key) || !isScalar(value) || !key.range || !value.range)
        throw new UsageError([
            `"${fileName}": got no image or build that can be replaced, want one of them written out at ${path.slice(1).join(".")}`,
        ]);
    const [begin] = key.range;
    const [, end] = value.range;
    const edited = `${text.slice(0, begin)}image: ${reference}${text.slice(end)}`;
    const document = parseDocument(edited);
    if (document.errors.length > 0 || document.getIn([...path, "image"]) !== reference)
        throw new Error(`"${fileName}": the image cannot be set at ${path.join(".")}`);
    return { fileName, text: edited, before: text.slice(begin, end) };
}

/** Writes stack files, each completely or not at all. */
export function writeStackFiles(folder: string, files: readonly EditedFile[]): void {
    const temporary = files.map(({ fileName, text }) => {
        const path = join(folder, `.${fileName}.new`);
        writeFileSync(path, text);
        return [path, join(folder, fileName)] as const;
    });
    for (const [from, to] of temporary) renameSync(from, to);
}
