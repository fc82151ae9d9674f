import { existsSync, type FSWatcher, readFileSync, watch } from "node:fs";
import { basename, dirname } from "node:path";

// Editors write a file in several steps.
const settleMilliseconds = 100;

/** Watches some files, also through their replacement, and tells once they have changed and come to rest. */
export class WatchedFiles {
    private readonly watchers: FSWatcher[] = [];
    private timer: NodeJS.Timeout | undefined;
    private content: string;

    constructor(
        private readonly files: readonly string[],
        private readonly onChange: () => void,
    ) {
        this.content = this.read();
        for (const folder of new Set(files.map((file) => dirname(file)))) {
            const names = files.filter((file) => dirname(file) === folder).map((file) => basename(file));
            // The folder and not the file: most editors put a new file in the place of the old one.
            const watcher = watch(folder, (_, name) => {
                if (name === null || names.includes(name)) this.settle();
            });
            this.watchers.push(watcher);
        }
    }

    close(): void {
        clearTimeout(this.timer);
        for (const watcher of this.watchers) watcher.close();
    }

    private settle(): void {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => {
            const content = this.read();
            if (content === this.content) return;
            this.content = content;
            this.onChange();
        }, settleMilliseconds);
    }

    private read(): string {
        return JSON.stringify(this.files.map((file) => (existsSync(file) ? readFileSync(file, "utf8") : null)));
    }
}
