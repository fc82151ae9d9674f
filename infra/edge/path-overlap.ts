/** A part of a path pattern or of an operation's path: one character of a set, or any number of them. */
interface Token {
    /** A character; or `segment` for all but a slash, or `any` for all. */
    readonly set: string;
    readonly repeats: boolean;
}

/**
 * Whether some path matches both of two paths: patterns of CloudFront, in which `*` is any number of characters and `?` is one, or
 * paths of operations, in which `{name}` is one segment and `{name+}` the rest of a path.
 */
export function overlaps(one: string, other: string): boolean {
    const [a, b] = [tokensOf(one), tokensOf(other)];
    const seen = new Set<number>();
    const pending: [number, number][] = [[0, 0]];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
        const [i, j] = at;
        const [left, right] = [a[i], b[j]];
        if (left === undefined && right === undefined) return true;
        const state = i * (b.length + 1) + j;
        if (seen.has(state)) continue;
        seen.add(state);
        if (left?.repeats) pending.push([i + 1, j]);
        if (right?.repeats) pending.push([i, j + 1]);
        if (left && right && share(left.set, right.set))
            pending.push([left.repeats ? i : i + 1, right.repeats ? j : j + 1]);
    }
    return false;
}

function tokensOf(path: string): Token[] {
    const parts = path.match(/\{[^{}]*\}|./g) ?? [];
    return parts.flatMap((part): Token[] => {
        if (part === "*") return [{ set: "any", repeats: true }];
        if (part === "?") return [{ set: "any", repeats: false }];
        if (part.length === 1) return [{ set: part, repeats: false }];
        const set = part.endsWith("+}") ? "any" : "segment";
        return [
            { set, repeats: false },
            { set, repeats: true },
        ];
    });
}

function share(one: string, other: string): boolean {
    if (one === "any" || other === "any" || one === other) return true;
    return (one === "segment" && other !== "/") || (other === "segment" && one !== "/");
}
