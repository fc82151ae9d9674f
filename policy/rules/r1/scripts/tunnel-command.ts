import { commandsIn, forwardsBack } from "./remote-forward";
import { tunnelAgent } from "./tunnel-image";

// `ssh -R` as a setting, which may also be in a file.
const remoteForward = /\bRemoteForward[=\s]+["']?(?:[\w.*-]*:)?\d+/i;

// Agents whose names are ambiguous, with their arguments.
const others =
    /\b(?:lt\s+(?:-p|--port)|code(?:-insiders)?\s+tunnel|gost\s+-[LF]|devtunnel\s+(?:host|create)|tunnelto\s+--port|untun(?:@[\w.]+)?\s+tunnel|teleport\s+app\s+start)\b/;

// Verbs that publish, after the name of their tool: each is searched for once per command, so that the time is linear.
const verbsOf: readonly (readonly [string, RegExp, RegExp])[] = [
    ["tailscale funnel", /\btailscale(?=\s)/, /\bfunnel\b/],
    // Role of the agent for applications (goteleport.com/docs, teleport start)
    ["teleport", /\bteleport(?![\w.])/, /\s--roles[=\s]\s*(?:\w+\s+)*app\b|\s--app-uri\b/],
];

// Ambiguous names, which are a tunnel's agent only with one of its verbs: Canonical's chisel cuts packages.
const verbs: ReadonlyMap<string, RegExp> = new Map([
    ["chisel", /^(client|server)$/],
    ["bore", /^local$/],
    ["wstunnel", /^client$/],
    // Red Hat's newt draws menus; Pangolin's newt takes only options.
    ["newt", /^--?\w/],
]);

/** Names the tunnel that a script runs; comments do not count. Takes linear time, since scripts may have any length. */
export function tunnelIn(script: string): string | undefined {
    // `[ssh, -R, "80:localhost:80"]` is a command of cloud-init; a backslash continues a line.
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
