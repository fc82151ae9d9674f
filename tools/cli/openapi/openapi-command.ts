import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { DocumentError, type FileMessage } from "../../../openapi/problem";
import { maxLength } from "../../../openapi/read/yaml";
import { overlayNames } from "../../../stacks/apis/documents";
import { type PublisherName, publisherNames } from "../../../stacks/settings/http-api/publishers";
import { coloursFor } from "../terminal/colours";
import { Command, type Values } from "../terminal/command";
import { exitCodes } from "../terminal/exit-codes";
import { flag, operands, text, value, withDefault } from "../terminal/option";
import { type InspectedDocument, inspectDocument } from "./inspect-document";
import { kindsOf } from "./message-kinds";
import { countsText, type DocumentCounts, documentText } from "./render-documents";

const options = {
    file: operands("FILE", "an OpenAPI 3.0 or 3.1 document, or a Swagger 2.0 one, in YAML or JSON"),
    overlay: text(
        "FILE",
        "an overlay to apply to the document first (default: overlay.yaml beside openapi.yaml, swagger.json, …)",
    ),
    publisher: withDefault(
        value<PublisherName>({
            placeholder: "KIND",
            description: "rest, or http for an HTTP API (`publishedBy: http`)",
            form: "rest or http",
            parse: (given) => publisherNames.find((name) => name === given),
        }),
        "rest",
    ),
    json: flag("print one JSON document instead of text"),
    body: flag("print the body from which API Gateway would import the API, instead of text"),
};

type OpenapiFlags = Values<typeof options>;

const openapiFlags = new Command({
    name: "openapi",
    summary:
        "Shows how documents would be published, without a stack: whether each is accepted, its operations, and every adjustment.",
    options,
    notes: "Exit codes: 0 every document is accepted, 1 at least one is rejected, 2 invalid command line.",
    check: ({ file, overlay, json, body, publisher }) => [
        ...missing(file),
        ...(overlay === undefined ? [] : missing([overlay])),
        ...(overlay !== undefined && file.length > 1 ? [tooMany("overlay", file)] : []),
        ...(body && file.length > 1 ? [tooMany("body", file)] : []),
        ...(body && publisher === "http"
            ? ['"--body": got it with --publisher http, want none, as API Gateway imports no body of an HTTP API']
            : []),
        ...(body && json ? ['"--body": got it with --json, want one of them'] : []),
    ],
});

/**
 * `npm run openapi`: prints how each document would be published.
 * @returns 0 if every document is accepted, otherwise 1.
 * @throws {UsageError} where the command line is invalid or a file is missing.
 */
export function openapiCommand(
    argv: readonly string[],
    write: (text: string) => void = (text) => process.stdout.write(text),
): number {
    const flags = openapiFlags.parse(argv);
    if (flags === undefined) {
        write(openapiFlags.help);
        return exitCodes.holds;
    }
    // By default V8 collects garbage so late that 600 documents take 900 MB instead of 500, in the same time.
    setFlagsFromString("--heap-growing-percent=30");
    const isAccepted = flags.json
        ? writeJson(flags, write)
        : flags.body
          ? writeBody(flags, write)
          : writeText(flags, write);
    return isAccepted ? exitCodes.holds : exitCodes.broken;
}

function writeText(flags: OpenapiFlags, write: (text: string) => void): boolean {
    const colours = coloursFor(process.stdout, process.env);
    const counts: DocumentCounts = { accepted: 0, rejected: 0, reasons: new Map() };
    for (const document of inspect(flags)) {
        counts[document.errors.length === 0 ? "accepted" : "rejected"]++;
        for (const { pattern } of kindsOf(document.errors))
            counts.reasons.set(pattern, (counts.reasons.get(pattern) ?? 0) + 1);
        write(`${documentText(document, colours)}\n`);
    }
    if (flags.file.length > 1) write(countsText(counts));
    return counts.rejected === 0;
}

function writeJson(flags: OpenapiFlags, write: (text: string) => void): boolean {
    const documents = [...inspect(flags)].map(({ file, adjustments, errors, operations }) => ({
        file,
        accepted: errors.length === 0,
        adjustments: adjustments.map((message) => asJson(message, file)),
        errors: errors.map((message) => asJson(message, file)),
        operations: operations.length,
    }));
    write(`${JSON.stringify({ documents })}\n`);
    return documents.every(({ accepted }) => accepted);
}

// A message about a whole file is one about its first line; one about the overlay names that file.
function asJson({ fileName, line = 1, message }: FileMessage, file: string) {
    return { line, message: fileName === file ? message : `"${fileName}": ${message}` };
}

function writeBody(flags: OpenapiFlags, write: (text: string) => void): boolean {
    const [document] = inspect(flags);
    if (document?.body !== undefined) write(`${document.body}\n`);
    else if (document !== undefined)
        process.stderr.write(documentText(document, coloursFor(process.stderr, process.env)));
    return document?.body !== undefined;
}

// One after the other, so that only one document is in memory.
function* inspect({ file: files, overlay, publisher }: OpenapiFlags): Generator<InspectedDocument> {
    for (const file of files) {
        const overlayFile = overlay ?? overlayBeside(file);
        const read = () => ({
            text: readText(file),
            ...(overlayFile !== undefined && { overlay: { fileName: overlayFile, text: readText(overlayFile) } }),
        });
        yield inspectDocument(file, read, publisher);
    }
}

// As a preview does: the command shows what a stack would publish.
function overlayBeside(file: string): string | undefined {
    if (!/^(openapi|swagger)\.(ya?ml|json)$/.test(basename(file))) return undefined;
    return overlayNames.map((name) => join(dirname(file), name)).find((path) => existsSync(path));
}

function missing(files: readonly string[]): string[] {
    return files.filter((file) => !existsSync(file)).map((file) => `"${file}": got no file, want one that exists`);
}

function tooMany(name: string, files: readonly string[]): string {
    return `"--${name}": got ${files.length} documents, want one`;
}

// The name may be that of a folder or a device, or the file too large: an error of that file, after which the others are read.
function readText(fileName: string): string {
    const rejection = (got: string, want: string) => {
        return new DocumentError([{ fileName, message: `got ${got}, want ${want}` }]);
    };
    try {
        const found = statSync(fileName);
        if (found.isDirectory()) throw rejection("a folder", "a file");
        if (!found.isFile()) throw rejection("a device or a pipe", "a file");
        // Longer strings than some hundred megabytes do not exist.
        if (found.size > maxLength) {
            const megabytes = (length: number) => `${Math.ceil(length / 1e6)} MB`;
            throw rejection(`a file of ${megabytes(found.size)}`, `at most ${megabytes(maxLength)}`);
        }
        return readFileSync(fileName, "utf8");
    } catch (error) {
        const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
        if (code === undefined) throw error;
        throw rejection(`${code} when it was read`, "a file that can be read");
    }
}
