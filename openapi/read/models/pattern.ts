// The letters after a backslash that mean something in ECMAScript 5; any other is itself there, and something else in
// the dialects of Java, Python, Perl and .NET, such as \A, \z, \h and \p{L}.
const escapes = /^(?:[bBdDsSwWfnrtv0-9]|c[A-Za-z]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|[^A-Za-z])/;

/**
 * Says why the validator of API Gateway would not read a pattern as its author meant it; undefined if it does.
 * json-schema-validator compiles patterns with Rhino or Nashorn: ECMAScript 5.1 without the flag u.
 */
export function patternProblem(pattern: string): string | undefined {
    if (!compiles(pattern)) return "no regular expression of JavaScript";
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
            if (!escapes.test(rest.slice(1))) return `"${rest.slice(0, 2)}", which JavaScript reads as a plain letter`;
            i++;
        } else if (isInClass) {
            if (/^[\uD800-\uDFFF]/.test(rest)) return "a character beyond 16 bits, which the validator reads as two";
            if (rest.startsWith("[:") || rest.startsWith("&&[")) return `"${rest.slice(0, 2)}", which JavaScript lacks`;
            if (rest.startsWith("]")) isInClass = false;
        } else if (rest.startsWith("[")) {
            isInClass = true;
            if (rest.startsWith("[[:")) return '"[:", which JavaScript lacks';
        } else if (/^\(\?(?![:=!])/.test(rest)) {
            return `"${rest.slice(0, 3)}", which ECMAScript 5 lacks`;
        }
    }
    return undefined;
}
