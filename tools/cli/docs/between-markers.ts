/**
 * Puts a text between the markers `<!-- name:begin -->` and `<!-- name:end -->` of a document.
 * @throws {Error} where the document lacks them.
 */
export function replaceBetweenMarkers(document: string, name: string, text: string): string {
    const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
    const from = document.indexOf(begin);
    const to = document.indexOf(end, from);
    if (from < 0 || to < 0) throw new Error(`the markers ${begin} and ${end} are missing`);
    return `${document.slice(0, from + begin.length)}\n${text}\n${document.slice(to)}`;
}
