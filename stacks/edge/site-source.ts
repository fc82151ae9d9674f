import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, normalize, relative, resolve } from "node:path";
import { settingProblem } from "../settings/problems";
import type { SiteSettings } from "../settings/site/schema";

/** Folder of Gatehouse, whose `node_modules` its sample pages are built with. */
export const root = resolve(__dirname, "../..");

/**
 * Lists the source files of a site, for a hash of them and for a command that watches for edits. These are all files of its folder
 * but those in the output, in folders named `dist` or `node_modules`, and in folders whose name begins with a dot, apart from
 * `.well-known`; and without what the compiler of TypeScript notes for its next run.
 * @param folder folder that contains `app`.
 * @returns paths, sorted; none if there is no folder.
 */
export function siteSources(folder: string, { build, output }: SiteSettings): readonly string[] {
    const source = join(folder, build);
    const isLeftOut = (name: string, path: string) =>
        /^(node_modules|dist|\.(?!well-known$).*)$/.test(name) || path === normalize(join(source, output));
    const filesIn = (parent: string): string[] =>
        readdirSync(parent, { withFileTypes: true }).flatMap((entry) => {
            const path = join(parent, entry.name);
            // A link to a folder is left out: it could lead out of the site.
            if (entry.isDirectory()) return isLeftOut(entry.name, path) ? [] : filesIn(path);
            const isSource =
                !entry.name.endsWith(".tsbuildinfo") && statSync(path, { throwIfNoEntry: false })?.isFile();
            return isSource ? [path] : [];
        });
    return existsSync(source) && statSync(source).isDirectory() ? filesIn(source).sort() : [];
}

/** Hash of the source files of a site, and of what else its build depends on: the same in a copy of the project. */
export function sourceHash(folder: string, site: SiteSettings): string {
    const hash = createHash("sha256").update(JSON.stringify([site.output, process.version]));
    const files = siteSources(folder, site).map((file) => [relative(folder, file), file] as const);
    // A page without its own packages is built with those of Gatehouse.
    for (const [name, file] of [...files, ["", join(root, "package-lock.json")] as const]) {
        if (existsSync(file)) hash.update(`${name}\0`).update(createHash("sha256").update(readFileSync(file)).digest());
    }
    return hash.digest("hex");
}

/** What a site's `package.json` says; undefined for one that is missing or no JSON object. */
interface Package {
    readonly scripts?: Readonly<Record<string, string>>;
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly devDependencies?: Readonly<Record<string, string>>;
}

/** Checks the folder of a site before it is built: the package, its script, and its dependencies. */
export function sourceProblems(folder: string, { build }: SiteSettings): string[] {
    const source = join(folder, build);
    const problem = (want: string) => [settingProblem(["site", "build"], build, want)];
    if (!statSync(source, { throwIfNoEntry: false })?.isDirectory()) return problem("a folder that exists");
    if (!existsSync(join(source, "package.json"))) return problem("a folder with a package.json");
    const own = parsed(readFileSync(join(source, "package.json"), "utf8"));
    if (own === undefined) return problem("a folder whose package.json is a JSON object");
    if (own.scripts?.build === undefined) return problem("a folder whose package.json has a script `build`");
    const missing = Object.keys({ ...own.dependencies, ...own.devDependencies }).filter(
        (name) => ![source, root].some((place) => existsSync(join(place, "node_modules", name))),
    );
    if (missing.length === 0) return [];
    const names = missing.slice(0, 3).join(", ");
    const more = missing.length > 3 ? " and others" : "";
    return problem(`a folder with its dependencies: ${names}${more} are missing; run "npm ci" in it`);
}

function parsed(text: string): Package | undefined {
    try {
        const value: unknown = JSON.parse(text);
        return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
    } catch {
        return undefined;
    }
}
