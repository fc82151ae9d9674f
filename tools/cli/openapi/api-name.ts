import { basename, dirname, extname, resolve } from "node:path";

/** Names that say only what a file is. */
const general = /^(open-?api|swagger|api-?docs|api|spec|v\d+)$/;

/** The longest name that the settings allow. */
const maxLength = 40;

/**
 * The name under which a document is published here: that of its file, or that of its folder if the file has a general
 * name such as `openapi.yaml`.
 */
export function apiName(file: string): string {
    const path = resolve(file);
    const names = [basename(path, extname(path)), ...foldersOf(path)].map(cleaned);
    return names.find((name) => name !== "" && !general.test(name)) ?? "api";
}

function foldersOf(path: string): string[] {
    const folder = dirname(path);
    return folder === path ? [] : [basename(folder), ...foldersOf(folder)];
}

// The settings take words of letters and digits joined by hyphens, beginning with a letter.
function cleaned(name: string): string {
    const words = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
    return words
        .replace(/^[^a-z]+/, "")
        .slice(0, maxLength)
        .replace(/-+$/, "");
}
