interface Command {
    /** Whether it means the same in any shell. */
    readonly clear: boolean;
    /** What stands up to the separator, quotes and all. */
    readonly text: string;
    /** Files that its output goes to. */
    readonly targets: string[];
    /** What ends it: `;`, `&&`, `|` and their like, or nothing. */
    readonly end: string;
}

// Commands that take their arguments for words or files, and run none of them.
const dataCommand =
    /^\s*(?:(?:echo|printf|grep|egrep|fgrep|cat|head|tail|wc|uniq|ls|stat|test|\[|cd|mkdir|rmdir|rm|touch|jq|yq(?!.*\bsystem\b))(?=\s|$)|git\s+(?:add|commit|tag)(?=\s|$))/s;
// These can give a tool another name, or a script its text, so nothing but such commands may follow.
const moveCommand = /^\s*(?:cp|mv)(?=\s|$)/;
// Files that are read and not run.
const document = /\.(?:txt|md|json|ya?ml|log|csv|html?|xml|toml|ini|env|tfvars)$/;
const stream = /^(?:&\d|\/dev\/(?:null|stdout|stderr))$/;
// What may run a file, whatever its name says.
const running =
    /(?:^|[\s;&|("'])(?:[\w./-]*\/)?(?:\.|source|(?:ba|z|da|k)?sh|xargs|parallel|at|crontab|env|sudo|nice|nohup|time|timeout|chmod|python\d?|node|perl|ruby|make)(?=\s|$)|(?:^|[\s;&|("'])\.?\.?\//;
// What begins something that may take the output or the name of all that follows.
const compound =
    /^\s*(?:if|then|else|elif|for|while|until|do|done|case|esac|function|select|coproc|exec|alias|trap)(?=\s|$)/;

// The parts of a command whose meaning is beyond doubt, in any shell. A separator in quotes is one for some of them.
const blank = /[ \t]+/y;
const plain = /(?:[\w./:@%+,=~^*?[\]-]|\$\w+|\$\{\w+\})+/y;
const quoted = /'[^'\n;&|]*'|"(?:[^"\\`$\n;&|]|\\\w|\$\w+|\$\{\w+\})*"/y;
const input = /<[ \t]*[\w./-]+/y;
const output = /\d?>>?[ \t]*(&\d|[\w./-]+)(?=[\s;&|<>]|$)/y;
const separator = /&&|\|\||[;|\n]|&(?!>)/y;

/**
 * Leaves out the commands of a script whose arguments are only data: what is said, searched for, or named as a file. What is
 * written into a script, given to another command, or cannot be told from code is left in, with all that follows it. What
 * is written into a document is data only where nothing else may run that.
 */
export function withoutData(script: string, keepsFiles: boolean): string {
    const commands = split(script);
    const mayWrite = keepsFiles && !running.test(script);
    const isDataOnly = ({ clear, text, targets }: Command): boolean =>
        clear &&
        dataCommand.test(text) &&
        targets.every((target) => stream.test(target) || (mayWrite && document.test(target)));
    const isMove = ({ clear, text, targets }: Command): boolean =>
        clear && moveCommand.test(text) && targets.length === 0;
    const mayMove = commands.every((command) => isDataOnly(command) || isMove(command));
    return pipelines(commands)
        .filter((pipeline) => !mayMove && !pipeline.every(isDataOnly))
        .flatMap((pipeline) => pipeline.map(({ text, end }) => text + end))
        .join("");
}

// The commands of a script; the last one is all from the first place where a shell may see something else than is seen here.
function split(script: string): readonly Command[] {
    const commands: Command[] = [];
    let targets: string[] = [];
    let begin = 0;
    let at = 0;
    const take = (pattern: RegExp): string | undefined => {
        pattern.lastIndex = at;
        const match = pattern.exec(script);
        at += match?.[0].length ?? 0;
        return match?.[1] ?? match?.[0];
    };
    for (;;) {
        const target = take(output);
        if (target !== undefined) targets.push(target);
        if (target !== undefined || [blank, plain, quoted, input].some((pattern) => take(pattern) !== undefined))
            continue;
        const text = script.slice(begin, at);
        const isLast = at === script.length;
        const end = take(separator);
        if ((end === undefined && !isLast) || compound.test(text))
            return [...commands, { clear: false, text: script.slice(begin), targets, end: "" }];
        // After a pipe, a line's end is none.
        if (text.trim() !== "") commands.push({ clear: true, text, targets, end: end ?? "" });
        if (isLast) return commands;
        targets = [];
        begin = at;
    }
}

// What one command says, the next one in a pipeline may run.
function pipelines(commands: readonly Command[]): readonly (readonly Command[])[] {
    const joined: Command[][] = [[]];
    for (const command of commands) {
        joined.at(-1)?.push(command);
        if (command.end !== "|") joined.push([]);
    }
    return joined;
}
