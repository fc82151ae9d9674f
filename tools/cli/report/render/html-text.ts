/** Text that is HTML already; what is put into a page otherwise is text of others. */
export class Html {
    constructor(readonly text: string) {}
}

/** Writes HTML: each value that is no HTML yet becomes text, lists are joined. */
export function html(
    parts: TemplateStringsArray,
    ...values: readonly (string | number | Html | readonly Html[])[]
): Html {
    return new Html(parts.map((part, index) => part + written(values[index])).join(""));
}

function written(value: string | number | Html | readonly Html[] | undefined): string {
    if (value === undefined) return "";
    if (value instanceof Html) return value.text;
    if (typeof value === "object") return value.map(({ text }) => text).join("");
    return String(value)
        .replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
        .replaceAll(/[^\P{Cc}\n\t]/gu, "�");
}
