import { createHash } from "node:crypto";
import { mkdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { buildSync } from "esbuild";

/** Code of a Lambda function in TypeScript or JavaScript. */
export interface FunctionCode {
    /** The archive that Lambda runs: `index.js`, which exports `handler`. */
    readonly archive: pulumi.asset.Archive;
    /** SHA-256 of its only file: the same on every machine. */
    readonly hash: string;
    /** Whether the file exports `handler`: Lambda finds one that is missing only when it is called. */
    readonly exportsHandler: boolean;
}

const root = resolve(__dirname, "..");

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
        entryPoints: [file],
        bundle: true,
        write: false,
        metafile: true,
        minify: true,
        platform: "node",
        target: "node24",
        format: "cjs",
        // The runtime has the SDK (docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html), and that of a canary its library. The others
        // are optional parts of pg.
        external: ["@aws-sdk/*", "@aws/synthetics-core", "pg-native", "cloudflare:sockets"],
        logLevel: "warning",
    });
    if (output === undefined) throw new Error(`esbuild made no bundle of "${file}"`);
    const { text } = output;
    const hash = createHash("sha256").update(text).digest("hex");
    // As a file, because the stack's state would contain the text itself.
    const code = {
        archive: new pulumi.asset.FileArchive(store(text, hash)),
        hash,
        exportsHandler: exportsHandler(text),
    };
    const files = Object.keys(metafile.inputs).map((input) => resolve(root, input));
    return { code, files, state: stateOf(files) };
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
