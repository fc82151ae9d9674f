import { commandsIn, forwardsBack } from "./remote-forward";
import { tunnelAgent } from "./tunnel-image";

// `ssh -R` by a setting, which a file may hold too.
const remoteForward = /\bRemoteForward[=\s]+["']?(?:[\w.*-]*:)?\d+/i;

// Agents whose names are other things too, by the words that go with them.
const others =
    /\b(?:lt\s+(?:-p|--port)|code(?:-insiders)?\s+tunnel|gost\s+-[LF]|devtunnel\s+(?:host|create)|tunnelto\s+--port|untun(?:@[\w.]+)?\s+tunnel|teleport\s+app\s+start)\b/;

// Verbs that publish, after the word that names who does: each is looked for once in a command, whatever its length.
const verbsOf: readonly (readonly [string, RegExp, RegExp])[] = [
    ["tailscale funnel", /\btailscale(?=\s)/, /\bfunnel\b/],
    // Its agent's role for applications (goteleport.com/docs, teleport start)
    ["teleport", /\bteleport(?![\w.])/, /\s--roles[=\s]\s*(?:\w+\s+)*app\b|\s--app-uri\b/],
];

// Names of other things too, which are a tunnel's agent with one of its verbs only: Canonical's chisel cuts packages.
const verbs: ReadonlyMap<string, RegExp> = new Map([
    ["chisel", /^(client|server)$/],
    ["bore", /^local$/],
    ["wstunnel", /^client$/],
    // Red Hat's newt draws menus; Pangolin's takes options only.
    ["newt", /^--?\w/],
]);

/**
 * Names what publishes a machine through a tunnel, if a script runs it; comments do not count. Takes time in proportion to
 * the script, which anybody may make as long as they like.
 */
export function tunnelIn(script: string): string | undefined {
    // `[ssh, -R, "80:localhost:80"]` is a command of cloud-init; a line may go on behind a backslash.
    const text = script
        .replace(/^[^\S\n]*#.*$/gm, "")
        .replace(/\\\r?\n/g, " ")
        .replace(/\$\{(\w+)\}/g, "$$$1")
        .replace(/["'`,[\]{}]/g, " ");
    if (forwardsBack(text) || remoteForward.test(text)) return "ssh -R";
    const verb = commandsIn(text).flatMap((command) => calledIn(command))[0] ?? others.exec(text)?.[0];
    if (verb !== undefined) return verb;
    const words = text.split(/[\s=;|&()<>]+/);
    return words.map((word, index) => agentOf(word, words[index + 1])).find((agent) => agent !== undefined);
}

const calledIn = (command: string): readonly string[] =>
    verbsOf.flatMap(([name, tool, verb]) => {
        const called = tool.exec(command);
        return called && verb.test(command.slice(called.index)) ? [name] : [];
    });

// cloudflared.service, pagekite.py, ngrok.tgz
const ending = /\.(?:service|exe|py|deb|rpm|tgz|zip)$/;

function agentOf(word: string, next = ""): string | undefined {
    const agent = tunnelAgent(word.replace(ending, ""));
    if (agent === undefined) return undefined;
    return verbs.get(agent)?.test(next) === false ? undefined : agent;
}
