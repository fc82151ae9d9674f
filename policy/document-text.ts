import type { Plain } from "./resource";

/** Reads a document in JSON or YAML; undefined if it is neither, or if its aliases unfold without bound. */
export function parseDocumentText(text: string): Plain | undefined {
    try {
        return JSON.parse(text) as Plain;
    } catch {
        // Not JSON, so it has to be YAML.
    }
    // Loaded only when a program has a YAML document, since it would add to the start of every preview.
    const yaml: typeof import("yaml") = require("yaml");
    try {
        // API Gateway's reader follows merge keys; without them an operation could hide behind "<<".
        const document = yaml.parseDocument(text, { merge: true, logLevel: "silent", uniqueKeys: false });
        return document.errors.length > 0 ? undefined : (document.toJS({ maxAliasCount: 100 }) as Plain);
    } catch {
        // Aliases that unfold without bound, or a tag that cannot be built: unreadable, which callers report.
        return undefined;
    }
}
