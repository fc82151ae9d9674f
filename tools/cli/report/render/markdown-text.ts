/**
 * Writes text of others into Markdown so that it stays text: no markup, no mention, no link, no second line.
 * @param longest longest text in characters, before it is escaped; what is more is cut off with an ellipsis.
 */
export function inMarkdown(text: string, longest = 400): string {
    const line = text.replaceAll(/\s+/g, " ").trim();
    const cut = line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
    return cut.replaceAll(/[&<>`*_[\]#!|~@$\\]|:(?=\/\/)|\p{Cc}|(?<=www)\./gu, entity);
}

function entity(character: string): string {
    return `&#${character.codePointAt(0)};`;
}

/**
 * Takes as many lines as fit.
 * @param budget characters that the lines, their ends and the closing remark may take.
 * @param remark says what was left out.
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
