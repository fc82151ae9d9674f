/** Returns a map with the same names and converted values. */
export function mapValues<From, To>(
    entries: Readonly<Record<string, From>>,
    change: (value: From, name: string) => To,
): Record<string, To> {
    return Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, change(value, name)]));
}
