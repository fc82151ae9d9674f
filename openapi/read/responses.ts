import type { Operation, OperationResponse } from "../document";
import type { Place } from "../problem";
import { readContent } from "./content";
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
            source.adjust(reference, "left out, as it is not a status such as 200, 4XX or default", `"${status}"`);
            continue;
        }
        const response = readResponse(source, reference);
        if (response !== undefined && /^[0-9]{3}$/.test(status)) responses.push([status, response]);
    }
    return Object.fromEntries(responses);
}

/** The number of media types among which a client of an operation can choose the one of a successful response. */
export function mediaTypeCount(source: DocumentSource, responses: Place): number {
    const counts = source
        .childrenOf(responses)
        .filter((reference) => /^2/.test(String(reference.at(-1))))
        .map((reference) => source.childrenOf([...(source.find(reference) ?? reference), "content"]).length);
    return Math.max(0, ...counts);
}

function readResponse(source: DocumentSource, reference: Place): OperationResponse | undefined {
    const at = source.follow(reference);
    if (at === undefined) return undefined;
    source.checkKeys(at, ["summary", "description", "headers", "content", "links"]);
    const description = source.valueAt([...at, "description"]);
    const links = [...at, "links"];
    if (source.childrenOf(links).length > 0) source.adjust(links, "left out, as API Gateway has no links", "links");
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
            source.adjust(header, "left out, as it is not the name of a header", `"${name}"`);
            return [];
        }
        const target = source.follow(header);
        const description = target && source.valueAt([...target, "description"]);
        return [[name, typeof description === "string" ? description : ""]];
    });
    return Object.fromEntries(headers);
}
