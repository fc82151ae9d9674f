/** Shows the progress of a command: on a terminal in one line that is overwritten, elsewhere as separate lines. */
export interface Progress {
    /** Reports the start of a step; printed as a line where the output is not a terminal. */
    say(line: string): void;
    /** Reports how far a step is; shown on a terminal only. */
    tick(line: string): void;
    /** Removes the line. */
    end(): void;
}

/** Makes a progress line on a stream, usually standard error. */
export function progress(stream: NodeJS.WriteStream): Progress {
    if (!stream.isTTY) return { say: (line) => stream.write(`${line}\n`), tick: () => {}, end: () => {} };
    const show = (line: string) => stream.write(`\r\x1b[2K${line.slice(0, (stream.columns || 80) - 1)}`);
    return { say: show, tick: show, end: () => stream.write("\r\x1b[2K") };
}
