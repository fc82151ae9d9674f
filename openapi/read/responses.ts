import type { Operation, OperationResponse } from "../document";
import type { Place } from "../problem";
import { readContent } from "./content";
import { isRange } from "./media-types";
import type { DocumentSource } from "./source";

const headerNameForm = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

/**
 * Reads the responses of an operation by status.
 * Ranges such as 4XX and `default` are left out: a method response of API Gateway has one status.
 */
export function readResponses(source: DocumentSource, at: Place): Operation["responses"] {
    const responses: [string, OperationResponse][] = [];
    for (const reference of source.entriesOf(at)) {
        const status = String(reference.at(-1));
        if (status.startsWith("x-")) continue;
        if (!/^([1-5]([0-9]{2}|XX)|default)$/i.test(status)) {
            source.adjustForRestApi(
                reference,
                "left out, as it is not a status such as 200, 4XX or default",
                `"${status}"`,
            );
            continue;
        }
        const response = readResponse(source, reference);
        if (response !== undefined && /^[0-9]{3}$/.test(status)) responses.push([status, response]);
    }
    return Object.fromEntries(responses);
}

/**
 * Returns whether a client of an operation can choose the media type of a successful response: the responses have
 * several, or a range. `default` is one of them where no other response is successful.
 */
export function hasMediaTypeChoice(source: DocumentSource, responses: Place): boolean {
    const all = source.childrenOf(responses);
    const statuses = (form: RegExp) => all.filter((reference) => form.test(String(reference.at(-1))));
    const successful = statuses(/^2/);
    const types = (successful.length > 0 ? successful : statuses(/^default$/i))
        .flatMap((reference) => source.childrenOf([...(source.find(reference) ?? reference), "content"]))
        .map((mediaType) => String(mediaType.at(-1)));
    return new Set(types).size > 1 || types.some(isRange);
}

function readResponse(source: DocumentSource, reference: Place): OperationResponse | undefined {
    const at = source.follow(reference);
    if (at === undefined) return undefined;
    source.checkKeys(at, ["summary", "description", "headers", "content", "links"]);
    const description = source.valueAt([...at, "description"]);
    const links = [...at, "links"];
    if (source.childrenOf(links).length > 0)
        source.adjustForRestApi(links, "left out, as API Gateway has no links", "links");
    return {
        description: typeof description === "string" && description !== "" ? description : "The backend's response.",
        headers: readHeaders(source, [...at, "headers"]),
        content: readContent(source, [...at, "content"], "response"),
    };
}

function readHeaders(source: DocumentSource, at: Place): Record<string, string> {
    const headers = source.entriesOf(at).flatMap((header): [string, string][] => {
        const name = String(header.at(-1));
        if (!headerNameForm.test(name)) {
            source.adjustForRestApi(header, "left out, as it is not the name of a header", `"${name}"`);
            return [];
        }
        const target = source.follow(header);
        const description = target && source.valueAt([...target, "description"]);
        return [[name, typeof description === "string" ? description : ""]];
    });
    return Object.fromEntries(headers);
}
