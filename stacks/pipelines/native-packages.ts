import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { SettingsError } from "../settings/problems";

/** Packages with binaries for each platform, which cannot be bundled. */
export const nativePackages: readonly string[] = ["sharp"];

/** Packages in a folder, for Lambda's platform. */
export interface InstalledPackages {
    /** The folder `node_modules`. */
    readonly folder: string;
    /** SHA-256 of what it was installed from. */
    readonly hash: string;
    /** The files that say which packages these are. */
    readonly files: readonly string[];
}

const root = resolve(__dirname, "../..");
const cache = join(root, "node_modules/.cache/gatehouse-packages");

// Functions run on arm64, on Amazon Linux (docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html). No package needs its install script, and an
// archive no links to commands.
const command = [
    ...["ci", "--omit=dev", "--os=linux", "--cpu=arm64", "--libc=glibc"],
    ...["--ignore-scripts", "--no-bin-links", "--no-audit", "--no-fund"],
];

/**
 * Installs the packages that a function cannot bundle, unless they are installed already: those of `package.json` and
 * `package-lock.json` in its folder or the next one above. It takes seconds, and for each pair of these files it is done once.
 * @param file file of the function.
 * @param names packages that it imports.
 * @throws {SettingsError} if there are no such files, or npm fails.
 */
export function installPackages(file: string, names: readonly string[]): InstalledPackages {
    const folder = packageFolder(dirname(file));
    const wanted = names.map((name) => `"${name}"`).join(" and ");
    if (folder === undefined) throw failure(file, `a package.json with ${wanted} in its folder or one above`);
    const files = ["package.json", "package-lock.json"].map((name) => join(folder, name));
    const missing = files.find((own) => !existsSync(own));
    if (missing !== undefined)
        throw failure(missing, `the file that \`npm install\` writes, as a function needs ${wanted}`);
    const hash = createHash("sha256").update(command.join(" "));
    for (const own of files) hash.update("\0").update(readFileSync(own));
    const key = hash.digest("hex");
    const installed = join(cache, key);
    if (!existsSync(installed)) install(files, names, installed);
    return { folder: join(installed, "node_modules"), hash: key, files };
}

function packageFolder(folder: string): string | undefined {
    if (existsSync(join(folder, "package.json"))) return folder;
    const above = dirname(folder);
    return above === folder ? undefined : packageFolder(above);
}

// Several programs may run at once: each installs into its own folder, and the first one to finish names it.
function install(files: readonly string[], names: readonly string[], installed: string): void {
    const temporary = `${installed}.${process.pid}`;
    rmSync(temporary, { recursive: true, force: true });
    mkdirSync(temporary, { recursive: true });
    try {
        const [own = "", lock = ""] = files;
        copyFileSync(own, join(temporary, "package.json"));
        copyFileSync(lock, join(temporary, "package-lock.json"));
        // A registry that only this API uses.
        const configuration = join(dirname(own), ".npmrc");
        if (existsSync(configuration)) copyFileSync(configuration, join(temporary, ".npmrc"));
        runNpm(temporary, lock);
        checkBinaries(join(temporary, "node_modules"), names, lock);
        move(temporary, installed);
    } finally {
        rmSync(temporary, { recursive: true, force: true });
    }
}

function runNpm(folder: string, lock: string): void {
    const { status, error, stderr } = spawnSync("npm", command, {
        cwd: folder,
        encoding: "utf8",
        // npm would write its log into the home folder.
        env: { ...process.env, npm_config_update_notifier: "false", npm_config_logs_max: "0" },
    });
    if (status === 0) return;
    const lines = (stderr ?? "").split("\n").filter((line) => line.trim() !== "");
    const reason = error?.message ?? lines.slice(-10).join("\n  ");
    throw failure(lock, `packages that \`npm ${command.join(" ")}\` can install; it ended with:\n  ${reason}`);
}

// npm leaves out a binary that the lockfile does not have, without an error.
function checkBinaries(modules: string, names: readonly string[], lock: string): void {
    const found = existsSync(modules) ? readdirSync(modules, { recursive: true, encoding: "utf8" }) : [];
    const absent = names.find((name) => !found.includes(name));
    if (absent !== undefined) throw failure(lock, `"${absent}" among the dependencies, as a function needs it`);
    if (found.some((own) => own.endsWith(".node"))) return;
    throw failure(
        lock,
        "binaries for Linux on arm64: remove it together with node_modules, and run `npm install` again",
    );
}

function move(temporary: string, installed: string): void {
    try {
        renameSync(temporary, installed);
    } catch (error) {
        if (!existsSync(installed)) throw error;
    }
}

function failure(file: string, want: string): SettingsError {
    return new SettingsError([`"${relative(root, file)}": want ${want}`]);
}
