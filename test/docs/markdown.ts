import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The project's root folder. */
export const root = resolve(__dirname, "../..");

/** The path of every page of the project, relative to its root. */
export const pages: readonly string[] = execFileSync(
    "git",
    ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
    { cwd: root, encoding: "utf8" },
)
    .trim()
    .split("\n");

/** The text of a page. */
export function textOf(page: string): string {
    return readFileSync(join(root, page), "utf8");
}

/** Returns the code blocks of a language, such as `sh`, without the indentation of a list. */
export function fenced(page: string, language: string): string[] {
    const fence = new RegExp(`^( *)\`\`\`${language}\\n(.*?)^ *\`\`\`$`, "gms");
    return [...textOf(page).matchAll(fence)].map(([, indent = "", text = ""]) =>
        text.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
    );
}

/** Returns a page's text without its code. */
export function proseOf(page: string): string {
    return textOf(page)
        .replaceAll(/^( *)```.*?^ *```$/gms, "")
        .replaceAll(/`[^`\n]*`/g, "code");
}

/** The anchors of a page's headings, as GitHub makes them. */
export function anchorsOf(page: string): string[] {
    const text = textOf(page).replaceAll(/^( *)```.*?^ *```$/gms, "");
    return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
        heading
            .toLowerCase()
            .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
            .replaceAll(" ", "-"),
    );
}
