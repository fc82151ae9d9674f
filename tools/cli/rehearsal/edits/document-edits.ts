import type { OpenApiDocument } from "../project-copy";

/** Everyday edits of an API's document, in their order. */
export const documentEdits: readonly [title: string, edit: (document: OpenApiDocument) => void][] = [
    [
        "a new operation",
        ({ paths }) => {
            paths["/rehearsed"] = { get: { responses: { "200": { description: "OK" } } } };
        },
    ],
    [
        "a changed operation",
        ({ paths }) => {
            const parameters = [{ name: "page", in: "query", schema: { type: "string" } }];
            paths["/rehearsed"] = { get: { parameters, responses: { "200": { description: "OK" } } } };
        },
    ],
    [
        "an operation less",
        ({ paths }) => {
            delete paths["/rehearsed"];
        },
    ],
];
