// Scripts that are decoded or downloaded and then run.
const hiddenScripts: readonly RegExp[] = [
    /\|&?\s*(?:sudo\s+(?:-\S+\s+)*)?(?:[\w./-]*\/)?(?:env\s+)?(?:ba|z|da|k)?sh\b/,
    /\|&?\s*(?:sudo\s+(?:-\S+\s+)*)?(?:[\w./-]*\/)?(?:env\s+)?(?:python3?|node|perl|ruby)(?:\s+-)?\s*(?:$|[;&|\n])/,
    /\beval\b|\b(?:ba|z|da|k)?sh\s+-c\s+["']?\$[({\w]/,
    /(?:\b(?:ba|z|da|k)?sh|\bsource|(?:^|[\s;&])\.)\s+(?:<\(|<<<\s*"?\$\()/,
    /\b(?:base64|openssl\s+(?:base64|enc))\b[^|;&\n]*\s(?:-[a-z0-9]*[dD]|--decode)\b/,
    // The same in PowerShell, where options may be abbreviated, and in Python.
    /\biex\b|\bInvoke-Expression\b|\bFromBase64String\b/i,
    /\b(?:powershell|pwsh)(?:\.exe)?\b[^|;&\n]*\s[-/]e(?:c|n\w*)?\s/i,
    /\bexec\s*\([^\n]*(?:urlopen|requests\.|b64decode|\.read\()/,
    // A command whose name is composed at run time; looking up the location of a tool names it.
    /(?:^|[;&|\n])[^\S\n]*(?:\$\w+|\$\{\w+\}){2,}\s+\S/,
    /(?:^|[;&|\n])[^\S\n]*\$\((?!\s*(?:command\s+-v|\S+\s+which|which|npm\s+bin|aws\s+ecr)\b)[^()]*\)\s+\S/,
];

// Destination of a download: `-o x`, `-Lo x`, `-O x`, `--output x`, `-OutFile x`, `> x`, or the last part of its URL.
const downloaded =
    /\b(?:curl|wget|iwr|Invoke-WebRequest)\b[^;&|\n]*?(?:\s-[a-zA-Z]*[oO]\s+|\s--output(?:-document)?[\s=]+|\s-OutFile\s+|>\s*)["']?(?:[\w./~-]*[/\\])?([\w.-]+)/gi;
const fetched =
    /\b(?:wget\b|curl\b[^;&|\n]*?\s(?:-[a-zA-Z]*O\b|--remote-name\b))[^;&|\n]*?\/([\w.-]+)["']?\s*(?:$|[;&|\n])/g;

/** Whether a script runs another script that is not part of its text. */
export const hidesScript = (text: string): boolean =>
    hiddenScripts.some((script) => script.test(text)) || runsDownload(text);

function runsDownload(text: string): boolean {
    const files = [...text.matchAll(downloaded), ...text.matchAll(fetched)].map(([, file = ""]) => file);
    return [...new Set(files)].some((file) => {
        const name = file.replace(/[.]/g, "\\.");
        return new RegExp(
            `(?:^|[\\s;&|])(?:(?:(?:ba|z|da|k)?sh|source|\\.|python3?|node|perl|ruby)\\s+(?:-\\w+\\s+)*(?:[\\w./~-]*/)?|(?:[\\w.~-]*/)+|&\\s*\\.\\\\)${name}(?![\\w./-])`,
        ).test(
            text.replace(
                /\b(?:curl|wget|iwr|Invoke-WebRequest|chmod|mv|cp|rm|install|tar|unzip|cat|docker|aws)\b[^;&|\n]*/gi,
                " ",
            ),
        );
    });
}
