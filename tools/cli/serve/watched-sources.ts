import { join } from "node:path";
import { documentFiles } from "../../../stacks/apis/documents";
import { snapshotPath } from "../../../stacks/releases";
import { namedSnapshots } from "../../../stacks/settings/gateway/release";
import type { Settings } from "../../../stacks/settings/schema";
import { type StackSource, stackFilePath } from "../project/stack-source";
import { integrationFolders, siteFolders } from "../project/watched-files";

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
    const site = watchesSite ? siteFolders(folder, settings) : [];
    return {
        files: [stackFilePath(folder, source), ...files],
        folders: [...new Set([...integrationFolders(folder, apis, settings), ...site])],
    };
}
