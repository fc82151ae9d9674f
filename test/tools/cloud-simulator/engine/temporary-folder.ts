import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Temporary folders of one test; call `removeAll` in `afterEach`. */
export class TemporaryFolders {
    private readonly folders: string[] = [];

    /** Creates an empty folder. */
    make(): string {
        const folder = realpathSync(mkdtempSync(join(tmpdir(), "test-engine-")));
        this.folders.push(folder);
        return folder;
    }

    /** Removes all folders that were created. */
    removeAll(): void {
        for (const folder of this.folders.splice(0)) rmSync(folder, { recursive: true, force: true });
    }
}
