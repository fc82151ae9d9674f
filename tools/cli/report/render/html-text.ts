/** A fragment of HTML, as opposed to text that needs escaping. */
export class Html {
    constructor(readonly text: string) {}
}

/** Template tag for HTML: escapes values that are not `Html`, and joins lists. */
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
