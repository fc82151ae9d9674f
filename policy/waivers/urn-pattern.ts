/** Whether a pattern matches a whole URN; `*` matches any characters. Takes linear time in the URN per `*`. */
export function matchesUrn(pattern: string, urn: string): boolean {
    const [head = "", ...others] = pattern.split("*");
    const tail = others.pop();
    if (tail === undefined) return urn === pattern;
    if (!urn.startsWith(head)) return false;
    let from = head.length;
    for (const part of others) {
        const at = urn.indexOf(part, from);
        if (at < 0) return false;
        from = at + part.length;
    }
    return urn.length - tail.length >= from && urn.endsWith(tail);
}

/**
 * Explains why a pattern is too broad, or undefined if it is not: it has to contain a complete type and at least part of a
 * name, so that it cannot match unrelated resources.
 */
export function tooBroad(pattern: string): string | undefined {
    const parts = pattern.split("::");
    const [type = "", name = ""] = parts.slice(-2);
    if (parts.length < 3) return "names no type and name";
    if (/^$|\*/.test(type.slice(type.lastIndexOf("$") + 1))) return "matches resources of any type";
    return /^\**$/.test(name) ? "matches resources of any name" : undefined;
}
