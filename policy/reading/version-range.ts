type Version = readonly [major: number, minor: number, patch: number];

/** The versions that a range admits. */
export interface VersionRange {
    /** Its lower bound; 0.0.0 if it has none. */
    readonly lowest: Version;
    /** Its upper bound, with infinite parts where any is admitted; absent if it has none. */
    readonly newest?: Version;
}

const number = "(\\d+|[xX*])";
const comparator = new RegExp(
    `([<>=!~^]{0,2})\\s*v?${number}(?:\\.${number})?(?:\\.${number})?(?:[-+][\\w.+-]+)?[\\s,]*`,
    "y",
);

/**
 * Reads a version or a range of versions in the notation of Helm (github.com/Masterminds/semver): one range for each
 * alternative. Pre-releases count as their releases.
 *
 * @returns undefined if the text is neither.
 */
export function readVersions(text: string): readonly VersionRange[] | undefined {
    const ranges = text.split("||").map((alternative) => readRange(alternative.trim()));
    return ranges.some((range) => range === undefined) ? undefined : ranges.flatMap((range) => range ?? []);
}

function readRange(text: string): VersionRange | undefined {
    const [, from, to] = /^(\S+)\s+-\s+(\S+)$/.exec(text) ?? [];
    const plain = from === undefined ? text : `>=${from} <=${to}`;
    const bounds: VersionRange[] = [];
    comparator.lastIndex = 0;
    let end = 0;
    for (let found = comparator.exec(plain); found; found = comparator.exec(plain)) {
        const [, operator = "", ...parts] = found;
        const bound = boundsOf(operator, parts.map(partOf));
        if (bound === undefined) return undefined;
        bounds.push(bound);
        end = comparator.lastIndex;
    }
    if (bounds.length === 0 || end < plain.length) return undefined;
    const newest = bounds.flatMap(({ newest }) => (newest ? [newest] : [])).sort(compareVersions)[0];
    const lowest = bounds.map((each) => each.lowest).sort(compareVersions);
    return { lowest: lowest.at(-1) ?? first, ...(newest && { newest }) };
}

const first: Version = [0, 0, 0];
const unbounded = Number.POSITIVE_INFINITY;

const partOf = (text: string | undefined): number =>
    text !== undefined && /^\d+$/.test(text) ? Number(text) : unbounded;

function boundsOf(
    operator: string,
    [major = unbounded, minor = unbounded, patch = unbounded]: readonly number[],
): VersionRange | undefined {
    if (major === unbounded) return { lowest: first };
    const lowest: Version = [major, minor === unbounded ? 0 : minor, patch === unbounded ? 0 : patch];
    switch (operator) {
        case "":
        case "=":
            return { lowest, newest: [major, minor, patch] };
        case "^":
            return {
                lowest,
                newest:
                    major > 0 || minor === unbounded
                        ? [major, unbounded, unbounded]
                        : [0, minor, minor > 0 ? unbounded : patch],
            };
        case "~":
        case "~>":
            return { lowest, newest: [major, minor, unbounded] };
        case "<=":
        case "=<":
            return { lowest: first, newest: [major, minor, patch] };
        case "<":
            return { lowest: first, newest: before(lowest) };
        case ">":
        case ">=":
        case "=>":
            return { lowest };
        case "!=":
            return { lowest: first };
        default:
            return undefined;
    }
}

function before([major, minor, patch]: Version): Version {
    if (patch > 0) return [major, minor, patch - 1];
    return minor > 0 ? [major, minor - 1, unbounded] : [major - 1, unbounded, unbounded];
}

/** Compares two versions: negative if the first one is older. */
export function compareVersions(left: Version, right: Version): number {
    const index = left.findIndex((part, at) => part !== right[at]);
    return index < 0 ? 0 : Number(left[index]) < Number(right[index]) ? -1 : 1;
}
