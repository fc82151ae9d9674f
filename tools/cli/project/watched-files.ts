import { existsSync, type FSWatcher, readdirSync, readFileSync, statSync, watch } from "node:fs";
import { basename, dirname, join } from "node:path";
import { integrationNames } from "../../../stacks/apis/documents";
import { authorizerFiles } from "../../../stacks/settings/authorizers/authorizers";
import type { Settings } from "../../../stacks/settings/schema";

// Editors write a file in several steps.
const settleMilliseconds = 50;

/** Watches files, also through their replacement. */
export class WatchedFiles {
    private readonly watchers: FSWatcher[] = [];
    private timer: NodeJS.Timeout | undefined;
    private since = 0;
    private content: string;

    /**
     * @param onChange called after each change of a file's content, with the time at which it began (`performance.now`).
     * @param folders folders in which every file of code, template, state machine or page and every folder counts, even a new one.
     */
    constructor(
        private readonly files: readonly string[],
        private readonly onChange: (since: number) => void,
        private readonly folders: readonly string[] = [],
    ) {
        this.content = this.read();
        const names = new Map<string, Set<string>>();
        for (const file of files) {
            const folder = dirname(file);
            names.set(folder, (names.get(folder) ?? new Set()).add(basename(file)));
        }
        for (const folder of folders) names.set(folder, names.get(folder) ?? new Set());
        for (const [folder, watched] of names) {
            // The folder, not the file: most editors put a new file in the place of the old one.
            const watcher = watch(folder, (_, name) => {
                if (name === null || watched.has(name) || folders.includes(folder)) this.settle();
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
        const files = this.files.map((file) => (existsSync(file) ? readFileSync(file, "utf8") : null));
        return JSON.stringify([files, this.folders.map(entriesOf)]);
    }
}

function entriesOf(folder: string): readonly unknown[] {
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry): unknown[] => {
        if (entry.isDirectory()) return [entry.name];
        const found =
            /\.([mc]?[tj]sx?|vtl|json|html|css|svg|png|jpe?g|ico|webp|woff2)$/.test(entry.name) &&
            statSync(join(folder, entry.name), { throwIfNoEntry: false });
        return found ? [[entry.name, found.size, found.mtimeMs]] : [];
    });
}

/** The folders of files, and the folders in these. */
export function foldersOf(files: readonly string[]): readonly string[] {
    const folders = new Set(files.map(dirname));
    const inner = [...folders].flatMap((folder) =>
        readdirSync(folder, { withFileTypes: true })
            .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
            .map(({ name }) => join(folder, name)),
    );
    return [...new Set([...folders, ...inner])];
}

/**
 * The folders that hold what the gateway itself runs, with those in them: functions, mapping templates and state machines
 * of the APIs that have integrations, and the functions of authorizers.
 * @param folder folder that holds `app`.
 */
export function integrationFolders(
    folder: string,
    apis: readonly string[],
    settings: Pick<Settings, "authorizers">,
): readonly string[] {
    const own = apis
        .map((name) => join(folder, "app", name))
        .filter((api) => integrationNames.some((file) => existsSync(join(api, file))));
    const beside = authorizerFiles(settings)
        .map(([, file]) => dirname(join(folder, file)))
        .filter((parent) => existsSync(parent));
    return [...new Set([...own, ...beside].flatMap(foldersWithin))];
}

/**
 * The folders of the sources of a stack's site, without the output of its build, which would call for the next one.
 * @param folder folder that holds `app`.
 */
export function siteFolders(folder: string, { site }: Pick<Settings, "site">): readonly string[] {
    const build = join(folder, site?.build ?? "");
    if (site === undefined || !existsSync(build)) return [];
    const [output = ""] = site.output.split("/");
    const built = join(build, output);
    return foldersWithin(build).filter((each) => each !== built && !each.startsWith(`${built}/`));
}

/** A folder and those in it, at any depth, without packages and hidden ones. */
function foldersWithin(folder: string): string[] {
    const inner = readdirSync(folder, { withFileTypes: true }).filter(
        (entry) => entry.isDirectory() && entry.name !== "node_modules" && !entry.name.startsWith("."),
    );
    return [folder, ...inner.flatMap(({ name }) => foldersWithin(join(folder, name)))];
}
