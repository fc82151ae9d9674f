import { textOf, unprinted } from "./java-values";
import { TemplateError } from "./template-error";

const escapes: Readonly<Record<string, string>> = {
    "'": "\\'",
    '"': '\\"',
    "\\": "\\\\",
    "/": "\\/",
    "\b": "\\b",
    "\n": "\\n",
    "\t": "\\t",
    "\f": "\\f",
    "\r": "\\r",
};

/** The variable `$util` (developer guide, "Variables for data transformations"); an absent argument is an empty string. */
export const utilVariable: object = unprinted({
    escapeJavaScript: (value: unknown) => escapeJavaScript(textOf(value)),
    parseJson: (value: unknown) => parseJson(textOf(value)),
    urlEncode: (value: unknown) => urlEncode(textOf(value)),
    urlDecode: (value: unknown) => urlDecode(textOf(value)),
    base64Encode: (value: unknown) => Buffer.from(textOf(value)).toString("base64"),
    base64Decode: (value: unknown) => Buffer.from(textOf(value), "base64").toString("utf8"),
});

// Documented: a single quote becomes `\'`. The rest is what Apache Commons' method of this name does: it escapes the slash, and
// each character outside ASCII (commons-lang 2, StringEscapeUtils.escapeJavaScript).
function escapeJavaScript(text: string): string {
    return text.replaceAll(/['"\\/]|[^\x20-\x7e]/g, (character) => escapes[character] ?? unicode(character));
}

function unicode(character: string): string {
    return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

function parseJson(text: string): unknown {
    try {
        return text === "" ? undefined : JSON.parse(text);
    } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        throw new TemplateError("the argument of $util.parseJson is not JSON");
    }
}

// As java.net.URLEncoder (recorded: localstack, test_input_body_formatting).
function urlEncode(text: string): string {
    return new URLSearchParams([["", text]]).toString().slice(1);
}

function urlDecode(text: string): string {
    try {
        return decodeURIComponent(text.replaceAll("+", " "));
    } catch (error) {
        if (!(error instanceof URIError)) throw error;
        throw new TemplateError("the argument of $util.urlDecode is not URL-encoded");
    }
}
