/** Whether a URN matches a pattern as a whole; `*` stands for any characters. Takes time linear in the URN per `*`. */
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
 * Says why a pattern could match resources that nobody had in mind, if it could: its type has to be written out, and
 * part of its name too.
 */
export function tooBroad(pattern: string): string | undefined {
    const parts = pattern.split("::");
    const [type = "", name = ""] = parts.slice(-2);
    if (parts.length < 3) return "names no type and name";
    if (/^$|\*/.test(type.slice(type.lastIndexOf("$") + 1))) return "matches resources of any type";
    return /^\**$/.test(name) ? "matches resources of any name" : undefined;
}
