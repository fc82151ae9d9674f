/** Splits a script at pipes, line ends and other separators. */
export const commandsIn = (script: string): readonly string[] => script.split(/[|;&\n]/);

// The clients of OpenSSH, autossh, Dropbear and PuTTY, which share the option -R.
const program = /^(?:.*[\\/])?(?:(auto)?ssh|dbclient|plink)(?:\.exe)?$/s;
// Options of ssh that take an argument (man.openbsd.org/ssh); in autossh, -M does too.
const valued = "BbcDEeFIiJLlmOopQRSWw";
// A variable whose name suggests that it contains options: $SSH_OPTS.
const options = /^\$\w*(?:opt|arg|flag)/i;
// "80:localhost:80", "1080", "$PORT"; the -R in rsync's "-e ssh -R folder" is something else.
const forward = /:|^\d+$|^\$/;

/**
 * Whether a script forwards a remote port by ssh: `ssh -N -R 80:localhost:8080 host`, but not `ssh host chown -R a:b
 * c`.
 */
export const forwardsBack = (script: string): boolean =>
    commandsIn(script).some((command) => {
        const words = command.split(/\s+/);
        return words.some((word, index) => {
            const called = program.exec(word);
            return called !== null && readsForward(words, index + 1, called[1] === "auto" ? `${valued}M` : valued);
        });
    });

// Options may precede and follow the host; the words after that are the remote command. Another ssh is parsed
// separately, so that no word is read twice.
function readsForward(words: readonly string[], start: number, taking: string): boolean {
    let hosts = 0;
    for (let at = start; at < words.length && hosts < 2; at++) {
        const word = words[at] ?? "";
        if (program.test(word)) return false;
        if (!word.startsWith("-")) {
            if (!options.test(word)) hosts++;
            continue;
        }
        const index = [...word].findIndex((letter) => taking.includes(letter));
        if (index < 0 || word.startsWith("--")) continue;
        const own = word.slice(index + 1);
        const value = own === "" ? (words[at + 1] ?? "") : own;
        if (word[index] === "R" && forward.test(value)) return true;
        if (own === "" && !program.test(value)) at++;
    }
    return false;
}
