import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { delimiter, join, relative } from "node:path";
import type { SiteFile } from "../../infra/edge/site/site-files";
import { edgePathsOf } from "../settings/edge/base-paths";
import { SettingsError, settingProblem } from "../settings/problems";
import type { Settings } from "../settings/schema";
import type { SiteSettings } from "../settings/site/schema";
import { withBuildLock } from "./site-build-lock";
import { builtFiles, filesIn, siteCache } from "./site-cache";
import { root, sourceHash, sourceProblems } from "./site-source";

const maxFiles = 1000;
const maxMebibytes = 25;

/**
 * Builds a site with `npm run build`, unless the same source files were built before. The build runs in the site's folder and
 * writes to its output; the files that are read are a copy below `node_modules/.cache/gatehouse/sites`, so that neither a second
 * build nor a rehearsal, which copies the sources, can change them.
 * @param folder folder that contains `app`.
 * @returns its files, sorted by path.
 * @throws {SettingsError} for a folder that cannot be built, a build that fails, and an output that cannot be served.
 */
export function buildSite(folder: string, site: SiteSettings): readonly SiteFile[] {
    const built = join(siteCache, sourceHash(folder, site));
    if (!existsSync(built)) {
        const problems = sourceProblems(folder, site);
        if (problems.length > 0) throw new SettingsError(problems);
        mkdirSync(siteCache, { recursive: true });
        withBuildLock(siteCache, () => existsSync(built) || build(folder, site, built));
    }
    return builtFiles(built);
}

/**
 * Checks that the site of a stack can be built, by building it, and that no stage has the path of one of its files.
 * @returns none for a stack without a site.
 */
export function siteProblems(
    folder: string,
    settings: Pick<Settings, "site" | "edge"> & { readonly stages: Readonly<Record<string, unknown>> },
): readonly string[] {
    const { site, edge, stages } = settings;
    if (site === undefined) return [];
    try {
        const files = buildSite(folder, site);
        const paths = edgePathsOf(edge?.basePaths ?? {}, Object.keys(stages));
        return Object.entries(paths).flatMap(([stage, path]) => {
            const hidden = files.find((file) => file.path.startsWith(`${path}/`));
            if (hidden === undefined) return [];
            const want = `another path: the site has the file "${hidden.path}", which CloudFront would ask the API for`;
            return [settingProblem(["edge", "basePaths", stage], path, want)];
        });
    } catch (error) {
        if (error instanceof SettingsError) return error.problems;
        throw error;
    }
}

function build(folder: string, site: SiteSettings, built: string): void {
    const source = join(folder, site.build);
    runBuild(source, site);
    const output = join(source, site.output);
    const problems = outputProblems(output, site);
    if (problems.length > 0) throw new SettingsError(problems);
    const temporary = `${built}.${process.pid}`;
    rmSync(temporary, { recursive: true, force: true });
    cpSync(output, temporary, { recursive: true, dereference: true });
    renameSync(temporary, built);
}

function runBuild(source: string, site: SiteSettings): void {
    const modules = join(root, "node_modules");
    const { status, error, stdout, stderr } = spawnSync("npm", ["run", "build", "--silent"], {
        cwd: source,
        encoding: "utf8",
        maxBuffer: 64 * 1024 * 1024,
        env: {
            ...process.env,
            // In a copy of the project, too, a page without its own packages finds those of Gatehouse.
            NODE_PATH: [modules, process.env.NODE_PATH].filter(Boolean).join(delimiter),
            PATH: [process.env.PATH, join(modules, ".bin")].filter(Boolean).join(delimiter),
            npm_config_update_notifier: "false",
            // npm would write its log into the home folder.
            npm_config_logs_max: "0",
        },
    });
    if (status === 0) return;
    // Without the calls within Node, which would leave no room for the error above them.
    const lines = `${stdout ?? ""}\n${stderr ?? ""}`
        .split("\n")
        .filter((line) => line.trim() !== "" && !/^\s+at .*\bnode:/.test(line));
    const reason = error?.message ?? lines.slice(-10).join("\n  ");
    const want = `a folder whose \`npm run build\` succeeds; it ended with:\n  ${reason || `exit code ${status}`}`;
    throw new SettingsError([settingProblem(["site", "build"], site.build, want)]);
}

function outputProblems(output: string, { build, output: name }: SiteSettings): string[] {
    const problem = (want: string) => settingProblem(["site", "output"], name, want);
    if (!statSync(output, { throwIfNoEntry: false })?.isDirectory())
        return [problem(`a folder that \`npm run build\` writes below "${build}"`)];
    const files = filesIn(output).map((file) => relative(output, file));
    const large = files.filter((file) => statSync(join(output, file)).size > maxMebibytes * 1024 * 1024);
    // Wildcards of invalidations, and the parts of a URL.
    const unnamable = files.filter((file) => /[*?#%\\"\p{Cc}]/u.test(file));
    return [
        ...(files.includes("index.html") ? [] : [problem("a folder with an index.html")]),
        ...(files.includes("site.json") ? [problem("a folder without site.json, which the stack adds")] : []),
        ...(files.length > maxFiles ? [problem(`a folder of at most ${maxFiles} files; it has ${files.length}`)] : []),
        ...large.map((file) => problem(`files of at most ${maxMebibytes} MiB; "${file}" is larger`)),
        ...unnamable.map((file) =>
            problem(`files without * ? # % \\ " and control characters in the name, as in ${JSON.stringify(file)}`),
        ),
    ];
}
