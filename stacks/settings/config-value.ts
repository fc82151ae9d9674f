/**
 * The value that the text of a configuration stands for: what is JSON, such as `90`, `true` or a map, is that; another
 * text is itself. The engine hands over each value as text, and `pulumi config set` writes numbers and booleans as such.
 */
export function configValue(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return text;
    }
}
