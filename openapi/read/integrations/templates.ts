import type { Templates } from "../../operation-integration";
import type { Place, Problem } from "../../problem";
import { quote } from "../../problem";
import { templateSyntaxError } from "./template-syntax";

/** Reads a file below the folder of the integrations; undefined if it does not exist. */
export type ReadFile = (path: string) => string | undefined;

/** Bytes of a mapping template that API Gateway accepts (docs.aws.amazon.com/apigateway/latest/developerguide/limits.html). */
const maxBytes = 300 * 1024;
// Whatever looks like the name of a file: a wrong one would be a template that sends its own name.
const fileForm = /^[^\n]+\.vtl$|^\s*[\w./-]*\w\.(?:[A-Za-z]{2,4})\s*$/;

/** Replaces the `.vtl` files among templates by their contents, and adds a problem for each that cannot be used. */
export function readTemplates(
    templates: Templates | undefined,
    at: Place,
    readFile: ReadFile,
    problems: Problem[],
): Templates | undefined {
    if (templates === undefined) return undefined;
    const entries = Object.entries(templates).map(([mediaType, value]) => {
        const place = [...at, mediaType];
        if (!/^[a-z0-9.+*-]+\/[a-z0-9.+*-]+$/.test(mediaType)) {
            const want = "a media type in lower case without parameters such as application/json";
            problems.push({ at: place, got: `the name ${quote(mediaType)}`, want });
        }
        const text = fileForm.test(value) ? templateOf(value, place, readFile, problems) : value;
        const bytes = Buffer.byteLength(text);
        if (bytes > maxBytes) {
            problems.push({ at: place, got: `${bytes} bytes`, want: `at most ${maxBytes}, API Gateway's limit` });
        }
        const error = templateSyntaxError(text);
        if (error !== undefined) {
            const file = text === value ? "the template" : quote(value);
            const got = `${error.reason} in line ${error.line} of ${file}`;
            problems.push({ at: place, got, want: "a template in the Velocity Template Language" });
        }
        return [mediaType, text] as const;
    });
    return Object.fromEntries(entries);
}

function templateOf(path: string, at: Place, readFile: ReadFile, problems: Problem[]): string {
    const text = isBelow(path) && path.endsWith(".vtl") ? readFile(path) : undefined;
    if (text === undefined)
        problems.push({ at, got: quote(path), want: "the path of an existing .vtl file below the API's folder" });
    return text ?? "";
}

function isBelow(path: string): boolean {
    return !path.startsWith("/") && !path.split("/").includes("..");
}
