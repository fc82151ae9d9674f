import pc from "picocolors";

/** Functions that colour a string; each returns it unchanged where colours are off. */
export interface Colours {
    green(text: string): string;
    red(text: string): string;
    yellow(text: string): string;
    bold(text: string): string;
    dim(text: string): string;
}

/** Colours for a stream: on a terminal, unless NO_COLOR is set (no-color.org). The library would colour a log of CI too. */
export function coloursFor(stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): Colours {
    return pc.createColors(stream.isTTY === true && !environment.NO_COLOR);
}
