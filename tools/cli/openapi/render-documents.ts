import type { FileMessage } from "../../../openapi/problem";
import type { Colours } from "../terminal/colours";
import type { InspectedDocument, InspectedOperation } from "./inspect-document";
import { kindsOf, type MessageKind } from "./message-kinds";

/** The number of messages of one kind that are printed as they are. */
const fewMessages = 2;

/** The numbers of documents, in total and accepted, and of the rejected ones by the kind of their errors. */
export interface DocumentCounts {
    accepted: number;
    rejected: number;
    readonly reasons: Map<string, number>;
}

/** A document as text: whether it is accepted, its operations, and its messages by their kinds. */
export function documentText(document: InspectedDocument, colours: Colours): string {
    const { file, basePath, operations, adjustments, errors } = document;
    const isAccepted = errors.length === 0;
    const parts = [
        isAccepted ? colours.green("accepted") : colours.red("rejected"),
        ...(isAccepted
            ? [`${count(operations.length, "operation")} under ${basePath}`]
            : [count(errors.length, "error")]),
        ...(adjustments.length === 0 ? [] : [count(adjustments.length, "adjustment")]),
    ];
    const sections = [
        operationLines(operations),
        messageLines("Errors", errors, file),
        messageLines("Published differently", adjustments, file),
    ].filter((lines) => lines.length > 0);
    const body = sections.map((lines) => `\n${lines.map((line) => `  ${line}\n`).join("")}`);
    return `${[colours.bold(file), ...parts].join(" · ")}\n${body.join("")}`;
}

/** The last lines after several documents: how many are accepted, and why the others are not. */
export function countsText({ accepted, rejected, reasons }: DocumentCounts): string {
    const rows = [...reasons].sort(([, a], [, b]) => b - a).map(([title, number]) => `  ${pad(number)}  ${title}\n`);
    const why = rows.length === 0 ? "" : `\nRejected documents by their errors:\n${rows.join("")}`;
    return `${count(accepted + rejected, "document")}: ${accepted} accepted, ${rejected} rejected\n${why}`;
}

function operationLines(operations: readonly InspectedOperation[]): string[] {
    const width = Math.max(0, ...operations.map(({ path }) => path.length));
    return operations.map(({ method, path, caching, cacheKeys, needsApiKey, validation }) => {
        const key = needsApiKey ? "key" : "no key";
        const keys = cacheKeys.length === 0 ? "" : ` by ${keyNames(cacheKeys).join(", ")}`;
        const cache = caching === "not cached" ? "not cached, see below" : `${caching ?? ""}${keys}`;
        const validated = validation === undefined ? "" : `validates ${validation === "none" ? "nothing" : validation}`;
        return `${method.padEnd(7)} ${path.padEnd(width)}  ${key.padEnd(6)}  ${[cache, validated].filter(Boolean).join("; ")}`.trimEnd();
    });
}

// A header is a key in several spellings, which differ in case.
function keyNames(cacheKeys: readonly string[]): string[] {
    const names = cacheKeys.map((key) => {
        const [, place = "", name = key] = /^method\.request\.([a-z]+)\.(.*)$/.exec(key) ?? [];
        if (place === "header") return `header ${name.toLowerCase()}`;
        return `${place === "querystring" ? "query" : place} ${name}`;
    });
    return [...new Set(names)];
}

function messageLines(title: string, messages: readonly FileMessage[], file: string): string[] {
    if (messages.length === 0) return [];
    return [
        `${title}:`,
        ...kindsOf(messages)
            .flatMap((kind) => kindLines(kind, file))
            .map((line) => `  ${line}`),
    ];
}

function kindLines({ title, messages }: MessageKind, file: string): string[] {
    if (messages.length <= fewMessages) {
        return messages.map(({ message }) => [placeIn(message, file), message.message].filter(Boolean).join("  "));
    }
    const width = Math.max(...messages.map(({ message }) => placeIn(message, file).length));
    const rows = messages.map(({ message, place, differences }) => {
        const parts = [placeIn(message, file).padEnd(width), place, ...differences];
        return `  ${parts.filter(Boolean).join("  ")}`.trimEnd();
    });
    return [`${title} (${messages.length} times)`, ...rows];
}

function placeIn({ fileName, line }: FileMessage, file: string): string {
    const name = fileName === file ? "" : `"${fileName}"`;
    return [name, line === undefined ? "" : `line ${line}`].filter(Boolean).join(" ");
}

function count(number: number, noun: string): string {
    return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function pad(number: number): string {
    return String(number).padStart(5);
}
