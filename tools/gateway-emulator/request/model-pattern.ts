// POSIX character classes of Java, ASCII only (java.util.regex.Pattern), as the content of a class in JavaScript.
const posixClasses: Readonly<Record<string, string>> = {
    ASCII: "\\0-\\x7f",
    Alnum: "A-Za-z0-9",
    Alpha: "A-Za-z",
    Blank: " \\t",
    Cntrl: "\\0-\\x1f\\x7f",
    Digit: "0-9",
    Graph: "!-~",
    Lower: "a-z",
    Print: " -~",
    Punct: "!-\\/:-@\\[-`\\{-~",
    Space: "\\s",
    Upper: "A-Z",
    XDigit: "0-9A-Fa-f",
};

/**
 * Compiles a pattern of a model, or says why JavaScript cannot. Whether API Gateway runs the regular expressions of Java
 * or of ECMAScript 5 is unconfirmed; the documents of a stack have only patterns that mean the same in both
 * (openapi/read/models/pattern.ts). For the bodies of others, JavaScript with the flag `u` is closest to Java, but rejects
 * needless escapes such as `\@`; without the flag, `\p{…}` would mean something else.
 */
export function modelPattern(pattern: string): RegExp | { readonly reason: string } {
    const translated = withoutPosixClasses(pattern);
    const strict = compiled(translated, "u");
    if (strict instanceof RegExp || /\\p\{/i.test(translated)) return strict;
    const lenient = compiled(translated, "");
    return lenient instanceof RegExp ? lenient : strict;
}

function withoutPosixClasses(pattern: string): string {
    let isInClass = false;
    return pattern.replaceAll(/\\p\{(\w+)\}|\\.|[[\]]/gs, (token, name?: string) => {
        if (token === "[" || token === "]") isInClass = token === "[";
        const content = name === undefined ? undefined : posixClasses[name];
        if (content === undefined) return token;
        return isInClass ? content : `[${content}]`;
    });
}

function compiled(pattern: string, flags: string): RegExp | { readonly reason: string } {
    try {
        return new RegExp(pattern, flags);
    } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        // The message ends in `/<pattern>/<flags>: <reason>`.
        const start = `/${pattern}/${flags}: `;
        const { message } = error;
        return { reason: message.slice(message.lastIndexOf(start) + start.length).toLowerCase() };
    }
}
