import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Folder of the project. */
export const root = resolve(__dirname, "../..");

/** Every page of the project, as a path within it. */
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

/** What stands between the fences of a language, such as `sh`, without the indentation of a list. */
export function fenced(page: string, language: string): string[] {
    const fence = new RegExp(`^( *)\`\`\`${language}\\n(.*?)^ *\`\`\`$`, "gms");
    return [...textOf(page).matchAll(fence)].map(([, indent = "", text = ""]) =>
        text.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
    );
}

/** A page's text without what stands between fences or in code marks. */
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
