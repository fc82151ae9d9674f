/** The parts of a script that one command cannot reach past: what stands between pipes, ends of lines and their like. */
export const commandsIn = (script: string): readonly string[] => script.split(/[|;&\n]/);

// OpenSSH's client, its guardian, and those of Dropbear and PuTTY, which read -R alike.
const program = /^(?:.*[\\/])?(?:(auto)?ssh|dbclient|plink)(?:\.exe)?$/s;
// Options of ssh that take a value (man.openbsd.org/ssh); autossh's -M takes one too.
const valued = "BbcDEeFIiJLlmOopQRSWw";
// What stands for other options, by its name: $SSH_OPTS.
const options = /^\$\w*(?:opt|arg|flag)/i;
// "80:localhost:80", "1080", "$PORT"; rsync's "-e ssh -R folder" names none.
const forward = /:|^\d+$|^\$/;

/** Whether a script lets the other side call back by an ssh: `ssh -N -R 80:localhost:8080 host`, and not `ssh host chown -R a:b c`. */
export const forwardsBack = (script: string): boolean =>
    commandsIn(script).some((command) => {
        const words = command.split(/\s+/);
        return words.some((word, index) => {
            const called = program.exec(word);
            return called !== null && readsForward(words, index + 1, called[1] === "auto" ? `${valued}M` : valued);
        });
    });

// Options may stand before and after the host; what comes then is the other side's command. Another ssh is read by itself,
// so that no word is read twice.
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
