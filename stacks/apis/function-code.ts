import { createHash } from "node:crypto";
import { mkdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { buildSync } from "esbuild";
import { type InstalledPackages, installPackages, nativePackages } from "../pipelines/native-packages";

/** Code of a Lambda function in TypeScript or JavaScript. */
export interface FunctionCode {
    /** The archive that Lambda runs: `index.js`, which exports `handler`, and `node_modules` if it needs packages with binaries. */
    readonly archive: pulumi.asset.Archive;
    /** SHA-256 of what it is made of: the same on every machine. */
    readonly hash: string;
    /** Whether the file exports `handler`: Lambda finds one that is missing only when it is called. */
    readonly exportsHandler: boolean;
}

const root = resolve(__dirname, "../..");

// The runtime has the clients of the SDK and what wraps them (docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html), and that of a
// canary its library. Other packages of the SDK, such as the one that signs forms, are bundled.
const inRuntime = ["@aws-sdk/client-*", "@aws-sdk/lib-*", "@aws/synthetics-core"];

/** A bundle, and the files in it as they were. */
interface Bundle {
    readonly code: FunctionCode;
    readonly files: readonly string[];
    readonly state: string;
}

const bundled = new Map<string, Bundle>();

/**
 * Bundles a function of Gatehouse with its dependencies.
 * @param entry its file without extension, below the folder `functions`, such as "database-user/mysql".
 */
export function functionCode(entry: string): FunctionCode {
    return bundledFunction(join(root, "functions", `${entry}.ts`));
}

/**
 * Bundles a function with its dependencies, again only after an edit; it takes 0.2 seconds at most.
 * @param file its file in TypeScript or JavaScript, which exports `handler`.
 * @throws {Error} for a file that esbuild cannot bundle.
 * @throws {SettingsError} if its packages with binaries cannot be installed.
 */
export function bundledFunction(file: string): FunctionCode {
    const known = bundled.get(file);
    if (known !== undefined && stateOf(known.files) === known.state) return known.code;
    const fresh = bundle(file);
    bundled.set(file, fresh);
    return fresh.code;
}

// `npm run serve` and `npm run preview -- --watch` read a function again after an edit.
function stateOf(files: readonly string[]): string {
    return files
        .map((file) => statSync(file, { throwIfNoEntry: false }))
        .map((found) => `${found?.size} ${found?.mtimeMs}`)
        .join();
}

function bundle(file: string): Bundle {
    const {
        outputFiles: [output],
        metafile,
    } = buildSync({
        absWorkingDir: root,
        // Packages of functions are those of the project, in a copy of its sources too.
        nodePaths: [join(root, "node_modules")],
        entryPoints: [file],
        bundle: true,
        write: false,
        metafile: true,
        minify: true,
        platform: "node",
        target: "node24",
        format: "cjs",
        // Two are optional parts of pg. Binaries are installed for Lambda's platform, which is not this machine's.
        external: [...inRuntime, "pg-native", "cloudflare:sockets", ...nativePackages],
        logLevel: "warning",
    });
    if (output === undefined) throw new Error(`esbuild made no bundle of "${file}"`);
    const { text } = output;
    const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
    const native = nativePackages.filter((name) => imported.includes(name));
    const packages = native.length > 0 ? installPackages(file, native) : undefined;
    const files = [...Object.keys(metafile.inputs).map((input) => resolve(root, input)), ...(packages?.files ?? [])];
    return { code: codeOf(text, packages), files, state: stateOf(files) };
}

function codeOf(text: string, packages: InstalledPackages | undefined): FunctionCode {
    const hash = createHash("sha256").update(text).digest("hex");
    // As a file, because the stack's state would contain the text itself.
    const folder = store(text, hash);
    const own = { exportsHandler: exportsHandler(text) };
    if (packages === undefined) return { ...own, archive: new pulumi.asset.FileArchive(folder), hash };
    return {
        ...own,
        archive: new pulumi.asset.AssetArchive({
            "index.js": new pulumi.asset.FileAsset(join(folder, "index.js")),
            node_modules: new pulumi.asset.FileArchive(packages.folder),
        }),
        hash: createHash("sha256").update(`${hash} ${packages.hash}`).digest("hex"),
    };
}

// esbuild adds the names of an ES module's exports to its bundle. That of a CommonJS module contains the name as it is written.
function exportsHandler(bundled: string): boolean {
    const [, names] = /\b0&&\(module\.exports=\{([^}]*)\}\)/.exec(bundled) ?? [];
    return names === undefined ? /\bhandler\b/.test(bundled) : names.split(",").includes("handler");
}

// Several programs may run at once.
function store(text: string, hash: string): string {
    const folder = join(root, "node_modules/.cache/gatehouse-functions", hash);
    mkdirSync(folder, { recursive: true });
    const temporary = `${folder}.${process.pid}`;
    writeFileSync(temporary, text);
    renameSync(temporary, join(folder, "index.js"));
    return folder;
}
