// The letters after a backslash that mean something in ECMAScript 5; any other is itself there, and something else in
// the dialects of Java, Python, Perl and .NET, such as \A, \z, \h and \p{L}.
const escapes = /^(?:[bBdDsSwWfnrtv0-9]|c[A-Za-z]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|[^A-Za-z])/;

/**
 * Returns why the validator of API Gateway would not read a pattern as its author meant it, in words that follow
 * "ECMAScript 5, where"; undefined if it does. json-schema-validator compiles patterns with Rhino or Nashorn: ECMAScript
 * 5.1 without the flag u. That API Gateway uses it is known from its messages only, so that the engine is unconfirmed.
 */
export function patternProblem(pattern: string): string | undefined {
    if (!compiles(pattern)) return "it is not a regular expression";
    return foreignSyntax(pattern);
}

function compiles(pattern: string): boolean {
    try {
        new RegExp(pattern);
        return true;
    } catch (error) {
        if (error instanceof SyntaxError) return false;
        throw error;
    }
}

function foreignSyntax(pattern: string): string | undefined {
    let isInClass = false;
    for (let i = 0; i < pattern.length; i++) {
        const rest = pattern.slice(i, i + 8);
        if (rest.startsWith("\\")) {
            if (!escapes.test(rest.slice(1))) return `"${rest.slice(0, 2)}" is a plain letter`;
            i++;
        } else if (isInClass) {
            if (/^[\uD800-\uDFFF]/.test(rest)) return "a character beyond 16 bits counts as two";
            if (rest.startsWith("[:") || rest.startsWith("&&[")) return `"${rest.slice(0, 2)}" does not exist`;
            if (rest.startsWith("]")) isInClass = false;
        } else if (rest.startsWith("[")) {
            isInClass = true;
            if (rest.startsWith("[[:")) return '"[:" does not exist';
        } else if (/^\(\?(?![:=!])/.test(rest)) {
            return `"${rest.slice(0, 3)}" does not exist`;
        }
    }
    return undefined;
}
