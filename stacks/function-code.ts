import { createHash } from "node:crypto";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { buildSync } from "esbuild";

/** Code of a Lambda function that is part of Gatehouse. */
export interface FunctionCode {
    /** The archive that Lambda runs: `index.js`, which exports `handler`. */
    readonly archive: pulumi.asset.Archive;
    /** SHA-256 of its only file: the same on every machine. */
    readonly hash: string;
}

const root = resolve(__dirname, "..");

const bundled = new Map<string, FunctionCode>();

/**
 * Bundles a function with its dependencies, once per process; it takes 0.2 seconds at most.
 * @param entry its file without extension, below the folder `functions`, such as "database-user/mysql".
 */
export function functionCode(entry: string): FunctionCode {
    const code = bundled.get(entry) ?? bundle(entry);
    bundled.set(entry, code);
    return code;
}

function bundle(entry: string): FunctionCode {
    const {
        outputFiles: [output],
    } = buildSync({
        absWorkingDir: root,
        entryPoints: [`functions/${entry}.ts`],
        bundle: true,
        write: false,
        minify: true,
        platform: "node",
        target: "node24",
        format: "cjs",
        // The runtime has the SDK (docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html). The others are optional parts of pg.
        external: ["@aws-sdk/*", "pg-native", "cloudflare:sockets"],
        logLevel: "warning",
    });
    if (output === undefined) throw new Error(`esbuild made no bundle of functions/${entry}.ts`);
    const { text } = output;
    const hash = createHash("sha256").update(text).digest("hex");
    // As a file, because the stack's state would contain the text itself.
    return { archive: new pulumi.asset.FileArchive(store(text, hash)), hash };
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
