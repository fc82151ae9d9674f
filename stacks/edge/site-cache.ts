import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { SiteFile } from "../../infra/edge/site/site-files";
import { root } from "./site-source";

/** Folder of the builds of sites, by the hash of their sources. */
export const siteCache = join(root, "node_modules/.cache/gatehouse/sites");

/** Lists the files of a folder and of those in it, sorted. */
export function filesIn(folder: string): string[] {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map((entry) => join(entry.parentPath, entry.name))
        .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
        .sort();
}

/** The files of a build, by their path below its folder. */
export function builtFiles(folder: string): readonly SiteFile[] {
    return filesIn(folder).map((source) => ({
        path: relative(folder, source).split(sep).join("/"),
        source,
        sha256: sha256(readFileSync(source)),
    }));
}

/** A file of a site that no build writes. It is stored, because the stack's state would contain the text itself. */
export function storedFile(path: string, text: string): SiteFile {
    const hash = sha256(text);
    const source = join(siteCache, "files", hash);
    if (!existsSync(source)) {
        mkdirSync(join(siteCache, "files"), { recursive: true });
        // Several programs may run at once.
        const temporary = `${source}.${process.pid}`;
        writeFileSync(temporary, text);
        renameSync(temporary, source);
    }
    return { path, source, sha256: hash };
}

const sha256 = (content: string | Buffer) => createHash("sha256").update(content).digest("hex");
