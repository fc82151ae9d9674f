/** Tells on a terminal what is going on, in one line that is written over; elsewhere only what lasts is written. */
export interface Progress {
    /** Says what has begun: a line that stays where the output is no terminal. */
    say(line: string): void;
    /** Says how far it is: seen on a terminal only. */
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
