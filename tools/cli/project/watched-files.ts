import { existsSync, type FSWatcher, readFileSync, watch } from "node:fs";
import { basename, dirname } from "node:path";

// Editors write a file in several steps.
const settleMilliseconds = 50;

/** Watches files, also through their replacement. */
export class WatchedFiles {
    private readonly watchers: FSWatcher[] = [];
    private timer: NodeJS.Timeout | undefined;
    private since = 0;
    private content: string;

    /** @param onChange called after each change of a file's content, with the time at which it began (`performance.now`). */
    constructor(
        private readonly files: readonly string[],
        private readonly onChange: (since: number) => void,
    ) {
        this.content = this.read();
        const names = new Map<string, Set<string>>();
        for (const file of files) {
            const folder = dirname(file);
            names.set(folder, (names.get(folder) ?? new Set()).add(basename(file)));
        }
        for (const [folder, watched] of names) {
            // The folder, not the file: most editors put a new file in the place of the old one.
            const watcher = watch(folder, (_, name) => {
                if (name === null || watched.has(name)) this.settle();
            });
            this.watchers.push(watcher);
        }
    }

    close(): void {
        clearTimeout(this.timer);
        for (const watcher of this.watchers) watcher.close();
    }

    private settle(): void {
        if (this.timer === undefined) this.since = performance.now();
        clearTimeout(this.timer);
        this.timer = setTimeout(() => {
            this.timer = undefined;
            const content = this.read();
            if (content === this.content) return;
            this.content = content;
            this.onChange(this.since);
        }, settleMilliseconds);
    }

    private read(): string {
        return JSON.stringify(this.files.map((file) => (existsSync(file) ? readFileSync(file, "utf8") : null)));
    }
}
