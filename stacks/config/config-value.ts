/**
 * The value of a configuration string: JSON such as `90`, `true` or a map is parsed, any other string stays as it is.
 * The engine passes each value as a string, and `pulumi config set` stores numbers and booleans as strings.
 */
export function configValue(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return text;
    }
}
