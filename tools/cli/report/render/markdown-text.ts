/**
 * Escapes untrusted text for Markdown: no markup, no mention, no link, no line break.
 * @param max maximum length in characters before escaping; longer text is cut off with an ellipsis.
 */
export function inMarkdown(text: string, max = 400): string {
    const line = text.replaceAll(/\s+/g, " ").trim();
    const cut = line.length > max ? `${line.slice(0, max - 1)}…` : line;
    return cut.replaceAll(/[&<>`*_[\]#!|~@$\\]|:(?=\/\/)|\p{Cc}|(?<=www)\./gu, entity);
}

function entity(character: string): string {
    return `&#${character.codePointAt(0)};`;
}

/**
 * Returns as many lines as fit into a budget, followed by a remark if some are left out.
 * @param budget maximum number of characters, including line breaks and the remark.
 * @param remark formats the number of lines left out.
 */
export function fitting(lines: readonly string[], budget: number, remark: (left: number) => string): string[] {
    const whole = lines.reduce((sum, line) => sum + line.length + 1, 0);
    if (whole <= budget) return [...lines];
    let room = budget - remark(lines.length).length - 1;
    let count = 0;
    for (const line of lines) {
        room -= line.length + 1;
        if (room < 0) break;
        count += 1;
    }
    return [...lines.slice(0, count), remark(lines.length - count)];
}
