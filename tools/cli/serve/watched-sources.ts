import { existsSync } from "node:fs";
import { join } from "node:path";
import { documentFiles } from "../../../stacks/documents";
import { snapshotPath } from "../../../stacks/releases";
import { namedSnapshots } from "../../../stacks/settings/gateway/release";
import type { Settings } from "../../../stacks/settings/schema";
import { type StackSource, stackFilePath } from "../project/stack-source";
import { foldersWithin, integrationFolders } from "../project/watched-files";

/** Files and folders whose changes are served. */
export interface WatchedSources {
    readonly files: readonly string[];
    readonly folders: readonly string[];
}

/**
 * The sources of a served stack: its file, the documents, the bodies of releases, and the folders of what integrations run.
 * @param folder folder that holds the stack files and `app`.
 * @param watchesSite whether the sources of the site count, without the output of its build.
 */
export function watchedSources(
    settings: Settings,
    source: StackSource,
    folder: string,
    watchesSite: boolean,
): WatchedSources {
    const apis = Object.keys(settings.apis);
    const snapshots = [...namedSnapshots(settings).keys()].map((name) => snapshotPath(source.name, name));
    const files = [...documentFiles(apis), ...snapshots].map((file) => join(folder, file));
    const site =
        watchesSite && settings.site ? siteFolders(join(folder, settings.site.build), settings.site.output) : [];
    return {
        files: [stackFilePath(folder, source), ...files],
        folders: [...new Set([...integrationFolders(folder, apis, settings), ...site])],
    };
}

// Without the output: each build would start the next one.
function siteFolders(build: string, output: string): readonly string[] {
    if (!existsSync(build)) return [];
    const [built = ""] = output.split("/");
    return foldersWithin(build).filter(
        (each) => each !== join(build, built) && !each.startsWith(`${join(build, built)}/`),
    );
}
