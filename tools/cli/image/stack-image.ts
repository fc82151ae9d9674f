import { renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { type Document, isMap, isScalar, parseDocument, visit } from "yaml";
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
 * Sets the image of an API or a page in the text of a stack's file, in place of its `build` or its image before. Everything
 * else, comments and layout included, stays as it is.
 * @throws {UsageError} if it has neither written out as `key: value`, or an alias repeats it elsewhere.
 */
export function withImage(fileName: string, text: string, api: string, reference: string): EditedFile {
    const document = parseDocument(text);
    const isPage = document.hasIn(["config", "gatehouse:pages", api]);
    const path = ["config", isPage ? "gatehouse:pages" : "gatehouse:apis", api];
    const settings = document.getIn(path);
    const pair = isMap(settings)
        ? settings.items.find(({ key }) => isScalar(key) && ["build", "image"].includes(String(key.value)))
        : undefined;
    const { key, value } = pair ?? {};
    const unchangeable = new UsageError([
        `"${fileName}": got no image or build that can be replaced, want one of them written out in one line at ${path.slice(1).join(".")}, with no alias that refers to it`,
    ]);
    if (!isScalar(key) || !isScalar(value) || !key.range || !value.range) throw unchangeable;
    const around = path.map((_, index) => document.getIn(path.slice(0, index + 1)));
    if (hasAlias(document, [value, ...around])) throw unchangeable;
    const [begin] = key.range;
    const [, end] = value.range;
    const edited = `${text.slice(0, begin)}image: ${reference}${text.slice(end)}`;
    const result = parseDocument(edited);
    if (result.errors.length > 0 || result.getIn([...path, "image"]) !== reference) throw unchangeable;
    return { fileName, text: edited, before: text.slice(begin, end) };
}

// An edit of such a node would change other parts of the file too, or remove the anchor that they refer to.
function hasAlias(document: Document, nodes: readonly unknown[]): boolean {
    let isFound = false;
    visit(document, {
        Alias: (_, alias) => {
            isFound ||= nodes.includes(alias.resolve(document));
        },
    });
    return isFound;
}

/** Writes stack files, each completely or not at all. */
export function writeStackFiles(folder: string, files: readonly EditedFile[]): void {
    const temporary = files.map(({ fileName, text }) => {
        const file = resolve(folder, fileName);
        const path = join(dirname(file), `.${basename(file)}.new`);
        writeFileSync(path, text);
        return [path, file] as const;
    });
    for (const [from, to] of temporary) renameSync(from, to);
}
