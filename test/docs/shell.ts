/** One command of a script: its words, without the variable that it is assigned to. */
export type Command = readonly string[];

/** Returns the commands of a script in their order, including those in `$(…)`, without comments and assignments. */
export function commandsOf(script: string): Command[] {
    const lines = script.replaceAll(/\\\n\s*/g, " ").split("\n");
    return lines.flatMap((line) => splitLine(withoutComment(line)));
}

// Supports the syntax on the pages: quotes, pipes, lists, and substitutions that are not nested.
function splitLine(line: string): Command[] {
    const inner: string[] = [];
    const outer = line.replaceAll(/\$\(([^()]*)\)/g, (_, command: string) => {
        inner.push(command);
        return "VALUE";
    });
    // Quoted text is kept whole: a query of the AWS CLI may contain an operator.
    const parts = outer.match(/(?:"[^"]*"|'[^']*'|(?!\s(?:&&|\|\||\||;)\s).)+/g) ?? [];
    const commands = parts
        .map((part) => wordsOf(part.replace(/^(?:&&|\|\||\||;)\s/, "")))
        .filter((words) => words.length > 0);
    return [...inner.flatMap(splitLine), ...commands];
}

function wordsOf(command: string): string[] {
    const words = command.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
    const plain = words.map((word) => word.replaceAll(/["']/g, ""));
    const first = plain.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
    const redirected = plain.findIndex((word) => /^\d?>/.test(word));
    return first < 0 ? [] : plain.slice(first, redirected < 0 ? undefined : redirected);
}

function withoutComment(line: string): string {
    return /^(?:[^"'#]|"[^"]*"|'[^']*'|(?<=\S)#)*/.exec(line)?.[0] ?? line;
}
