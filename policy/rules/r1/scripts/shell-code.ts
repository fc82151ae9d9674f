import { hidesScript } from "./hidden-script";
import { withoutData } from "./shell-data";

// The search for hidden scripts takes quadratic time.
const maxText = 32 * 1024;

const commentLine = /^[^\S\n]*#.*$/gm;
// A comment after a command counts as one only if it contains nothing that could end a quotation or begin a
// substitution.
const lineEnd = /(?<=[^\\\s][^\S\n])#[^\S\n][^\n"'`$\\]*$/gm;

/**
 * Code that a shell runs of a script, without comments and printed text. A script that is composed at run time keeps
 * its comments, which may be code. Text that is written to a document is kept unless the files are its own
 * (`keepsFiles`).
 */
export function shellCode(script: string, keepsFiles: boolean): string {
    const isPlain = script.length <= maxText && !hidesScript(script);
    return withoutData(isPlain ? script.replace(commentLine, "").replace(lineEnd, "") : script, keepsFiles);
}
