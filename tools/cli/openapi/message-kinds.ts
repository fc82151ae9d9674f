import type { FileMessage } from "../../../openapi/problem";

/** Messages that differ only in their places and in the names and numbers that they quote. */
export interface MessageKind {
    /** The message without its place; a part that differs among the messages is "…". */
    readonly title: string;
    /** The title with "…" for every part that could differ: the same for all documents. */
    readonly pattern: string;
    readonly messages: readonly MessageParts[];
}

/** A message, with the parts in which it differs from others of its kind. */
export interface MessageParts {
    readonly message: FileMessage;
    /** Such as `paths./items/`; empty if the message has no place. */
    readonly place: string;
    /** In the order of the title's "…". */
    readonly differences: readonly string[];
}

// A JSON string, or a number that is a word, unlike that in "HTTP/2".
const quotation = /"(?:[^"\\]|\\.)*"|(?<![\w./-])\d+(?![\w./-])/g;
// A message about a whole file has no place.
const placed = /^(?!got )(.*?): (.*)$/s;

/** Groups messages by their kinds, in the order in which each kind occurs first. */
export function kindsOf(messages: readonly FileMessage[]): MessageKind[] {
    const kinds = new Map<string, { message: FileMessage; place: string; text: string }[]>();
    for (const message of messages) {
        const [, place = "", text = message.message] = placed.exec(message.message) ?? [];
        const key = text.replaceAll(quotation, "…");
        const known = kinds.get(key);
        if (known === undefined) kinds.set(key, [{ message, place, text }]);
        else known.push({ message, place, text });
    }
    return [...kinds].map(([pattern, members]) => {
        const quoted = members.map(({ text }) => text.match(quotation) ?? []);
        const first = quoted[0] ?? [];
        const differs = first.map((part, index) => quoted.some((parts) => parts[index] !== part));
        let index = -1;
        const title = (members[0]?.text ?? "").replaceAll(quotation, (part) => (differs[++index] ? "…" : part));
        return {
            title,
            pattern,
            messages: members.map(({ message, place }, at) => ({
                message,
                place,
                differences: (quoted[at] ?? []).filter((_, part) => differs[part]),
            })),
        };
    });
}
