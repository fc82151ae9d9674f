interface Command {
    /** Whether it has the same meaning in every shell. */
    readonly clear: boolean;
    /** The text up to the separator, including quotes. */
    readonly text: string;
    /** Files that receive its output. */
    readonly targets: string[];
    /** Separator: `;`, `&&`, `|` and the like, or empty. */
    readonly end: string;
}

// Commands whose arguments are text or files, and never run.
const dataCommand =
    /^\s*(?:(?:echo|printf|grep|egrep|fgrep|cat|head|tail|wc|uniq|ls|stat|test|\[|cd|mkdir|rmdir|rm|touch|jq|yq(?!.*\bsystem\b))(?=\s|$)|git\s+(?:add|commit|tag)(?=\s|$))/s;
// These may rename a tool or a script, so only commands of both groups may follow.
const moveCommand = /^\s*(?:cp|mv)(?=\s|$)/;
// Files that are read and not run.
const document = /\.(?:txt|md|json|ya?ml|log|csv|html?|xml|toml|ini|env|tfvars)$/;
const stream = /^(?:&\d|\/dev\/(?:null|stdout|stderr))$/;
// Anything that may run a file, whatever its name.
const running =
    /(?:^|[\s;&|("'])(?:[\w./-]*\/)?(?:\.|source|(?:ba|z|da|k)?sh|xargs|parallel|at|crontab|env|sudo|nice|nohup|time|timeout|chmod|python\d?|node|perl|ruby|make)(?=\s|$)|(?:^|[\s;&|("'])\.?\.?\//;
// Beginning of a construct that may use the output or the name of what follows.
const compound =
    /^\s*(?:if|then|else|elif|for|while|until|do|done|case|esac|function|select|coproc|exec|alias|trap)(?=\s|$)/;

// Parts of a command whose meaning is the same in every shell. Some shells treat a separator in quotes as one.
const blank = /[ \t]+/y;
const plain = /(?:[\w./:@%+,=~^*?[\]-]|\$\w+|\$\{\w+\})+/y;
const quoted = /'[^'\n;&|]*'|"(?:[^"\\`$\n;&|]|\\\w|\$\w+|\$\{\w+\})*"/y;
const input = /<[ \t]*[\w./-]+/y;
const output = /\d?>>?[ \t]*(&\d|[\w./-]+)(?=[\s;&|<>]|$)/y;
const separator = /&&|\|\||[;|\n]|&(?!>)/y;

/**
 * Removes the commands of a script whose arguments are only data: printed text, search patterns, file names. Text that
 * is written to a script, piped to another command, or cannot be distinguished from code is kept, with everything after
 * it. Text that is written to a document is data only if no other command can run it.
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

// Commands of a script; the last one is everything from the first position where shells may differ.
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
        // After a pipe, the end of a line does not end a command.
        if (text.trim() !== "") commands.push({ clear: true, text, targets, end: end ?? "" });
        if (isLast) return commands;
        targets = [];
        begin = at;
    }
}

// The next command of a pipeline may run the output of the previous one.
function pipelines(commands: readonly Command[]): readonly (readonly Command[])[] {
    const joined: Command[][] = [[]];
    for (const command of commands) {
        joined.at(-1)?.push(command);
        if (command.end !== "|") joined.push([]);
    }
    return joined;
}
