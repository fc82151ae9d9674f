/** One command of a script: its words, without what it is assigned to. */
export type Command = readonly string[];

/** Commands of a script in the order in which they stand, those in `$(…)` too; comments and assignments are left out. */
export function commandsOf(script: string): Command[] {
    const lines = script.replaceAll(/\\\n\s*/g, " ").split("\n");
    return lines.flatMap((line) => splitLine(withoutComment(line)));
}

// Enough for what stands in the pages: quotes, pipes, lists, and substitutions that hold no others.
function splitLine(line: string): Command[] {
    const inner: string[] = [];
    const outer = line.replaceAll(/\$\(([^()]*)\)/g, (_, command: string) => {
        inner.push(command);
        return "VALUE";
    });
    const parts = outer.split(/\s(?:&&|\|\||\||;)\s/);
    const commands = parts.map(wordsOf).filter((words) => words.length > 0);
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
