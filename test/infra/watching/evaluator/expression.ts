/** Values by the id of a metric in one period; undefined without data. */
export type Scope = (id: string) => number | undefined;

/** A metric math expression; undefined where it has no data point. */
export type Expression = (scope: Scope) => number | undefined;

const token = /\s*([A-Za-z_]\w*|\d+(?:\.\d+)?|>=|<=|==|[-+*/(),<>])/y;

/**
 * Reads an expression of metric math: numbers, ids, `+ - * /`, comparisons, parentheses, IF and FILL with a number
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html). Without data of an operand, and for a division by
 * zero, there is no data point.
 * @throws {Error} for anything else.
 */
export function parseExpression(text: string): Expression {
    const tokens: string[] = [];
    let end = 0;
    while (text.slice(end).trim() !== "") {
        token.lastIndex = end;
        const match = token.exec(text);
        if (match === null) throw new Error(`expression: got "${text.slice(end)}", want metric math`);
        tokens.push(match[1] ?? "");
        end = token.lastIndex;
    }
    const expression = readBinary(tokens, 0);
    if (tokens.length > 0) throw new Error(`expression: got "${tokens.join(" ")}" after its end`);
    return expression;
}

const levels: readonly (readonly string[])[] = [
    ["<", ">", "<=", ">=", "=="],
    ["+", "-"],
    ["*", "/"],
];

function readBinary(tokens: string[], level: number): Expression {
    const operators = levels[level];
    if (operators === undefined) return readOperand(tokens);
    let left = readBinary(tokens, level + 1);
    while (operators.includes(tokens[0] ?? "")) {
        const operator = tokens.shift() ?? "";
        const [first, second] = [left, readBinary(tokens, level + 1)];
        left = (scope) => combined(operator, first(scope), second(scope));
    }
    return left;
}

function combined(operator: string, left: number | undefined, right: number | undefined): number | undefined {
    if (left === undefined || right === undefined) return undefined;
    switch (operator) {
        case "+":
            return left + right;
        case "-":
            return left - right;
        case "*":
            return left * right;
        case "/":
            return right === 0 ? undefined : left / right;
        case "<":
            return Number(left < right);
        case ">":
            return Number(left > right);
        case "<=":
            return Number(left <= right);
        case ">=":
            return Number(left >= right);
        default:
            return Number(left === right);
    }
}

function readOperand(tokens: string[]): Expression {
    const first = tokens.shift() ?? "";
    if (first === "(") {
        const inner = readBinary(tokens, 0);
        if (tokens.shift() !== ")") throw new Error("expression: want a closing parenthesis");
        return inner;
    }
    if (/^\d/.test(first)) return () => Number(first);
    return tokens[0] === "(" ? called(first, readArguments(tokens)) : (scope) => scope(first);
}

function readArguments(tokens: string[]): Expression[] {
    const args: Expression[] = [];
    do {
        tokens.shift();
        args.push(readBinary(tokens, 0));
    } while (tokens[0] === ",");
    if (tokens.shift() !== ")") throw new Error("expression: want a closing parenthesis");
    return args;
}

function called(name: string, [first, second, third]: readonly Expression[]): Expression {
    if (name === "FILL" && first && second) return (scope) => first(scope) ?? second(scope);
    if (name === "IF" && first && second) return (scope) => (first(scope) ? second(scope) : third?.(scope));
    throw new Error(`expression: got the function ${name}, want IF or FILL`);
}
