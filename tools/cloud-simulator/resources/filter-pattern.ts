/**
 * The part of CloudWatch Logs' filter patterns that reads JSON log lines: comparisons of a field with a number or a quoted string,
 * joined by `&&`, `||` and parentheses
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html).
 */
export type FilterPattern = (line: string) => boolean;

type Condition = (line: unknown) => boolean;

const token = /\s*(&&|\|\||[()]|\$(?:\.[A-Za-z0-9_-]+)+|!=|>=|<=|[=<>]|"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?)/y;

/**
 * Reads a filter pattern.
 * @throws {Error} "Invalid metric filter pattern" for one that CloudWatch rejects, or that is not for JSON.
 */
export function parseFilterPattern(pattern: string): FilterPattern {
    const [, body] = /^\s*\{([\s\S]*)\}\s*$/.exec(pattern) ?? [];
    if (body === undefined) throw invalid();
    const tokens = tokensOf(body);
    const condition = readAny(tokens);
    if (tokens.length > 0) throw invalid();
    return (line) => {
        const parsed = parsedLine(line);
        return parsed !== undefined && condition(parsed);
    };
}

function invalid(): Error {
    return new Error("Invalid metric filter pattern");
}

function tokensOf(body: string): string[] {
    const tokens: string[] = [];
    let end = 0;
    while (body.slice(end).trim() !== "") {
        token.lastIndex = end;
        const match = token.exec(body);
        if (match === null) throw invalid();
        tokens.push(match[1] ?? "");
        end = token.lastIndex;
    }
    return tokens;
}

function readAny(tokens: string[]): Condition {
    const conditions = [readAll(tokens)];
    while (tokens[0] === "||") {
        tokens.shift();
        conditions.push(readAll(tokens));
    }
    return (line) => conditions.some((condition) => condition(line));
}

function readAll(tokens: string[]): Condition {
    const conditions = [readOne(tokens)];
    while (tokens[0] === "&&") {
        tokens.shift();
        conditions.push(readOne(tokens));
    }
    return (line) => conditions.every((condition) => condition(line));
}

function readOne(tokens: string[]): Condition {
    const first = tokens.shift();
    if (first === "(") {
        const inner = readAny(tokens);
        if (tokens.shift() !== ")") throw invalid();
        return inner;
    }
    const [operator = "", operand = ""] = tokens.splice(0, 2);
    const compare = comparisons.get(operator);
    if (!first?.startsWith("$.") || compare === undefined || !/^["\d-]/.test(operand)) throw invalid();
    const path = first.split(".").slice(1);
    const wanted: unknown = JSON.parse(operand);
    // A string is compared with strings alone, and a number with numbers.
    return (line) => {
        const found = path.reduce<unknown>((value, key) => fieldOf(value, key), line);
        return typeof found === typeof wanted && compare(found as number, wanted as number);
    };
}

const comparisons = new Map<string, (found: number, wanted: number) => boolean>([
    ["=", (found, wanted) => found === wanted],
    ["!=", (found, wanted) => found !== wanted],
    [">", (found, wanted) => found > wanted],
    [">=", (found, wanted) => found >= wanted],
    ["<", (found, wanted) => found < wanted],
    ["<=", (found, wanted) => found <= wanted],
]);

function fieldOf(value: unknown, key: string): unknown {
    return typeof value === "object" && value !== null
        ? Object.entries(value).find(([own]) => own === key)?.[1]
        : undefined;
}

function parsedLine(line: string): unknown {
    try {
        return JSON.parse(line);
    } catch {
        return undefined;
    }
}
