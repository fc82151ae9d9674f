import { tunnelAgent } from "./r1-tunnel-image";

/** An ssh that lets the other side call back: `ssh -R 80:localhost:8080 host`. */
export const reverseTunnel = /\b(?:auto)?ssh(?=\s)[^|;&\n]*\s-[a-zA-Z]*R\s*["']?(?:[\w.*-]*:)?\d+(?:[:\s]|$)/;

// The same by a setting, which a file may hold too.
const remoteForward = /\bRemoteForward[=\s]+["']?(?:[\w.*-]*:)?\d+/i;

// Agents whose names are other things too, by the words that go with them.
const others =
    /\b(?:lt\s+(?:-p|--port)|code(?:-insiders)?\s+tunnel|gost\s+-[LF]|devtunnel\s+(?:host|create)|tunnelto\s+--port)\b/;

const funnel = /\btailscale\s[^|;&\n]*\bfunnel\b/;

// Names of other things too, which are a tunnel's agent with one of its verbs only: Canonical's chisel cuts packages.
const verbs: ReadonlyMap<string, RegExp> = new Map([
    ["chisel", /^(client|server)$/],
    ["bore", /^local$/],
    // Red Hat's newt draws menus; Pangolin's takes options only.
    ["newt", /^--?\w/],
]);

/** Names what publishes a machine through a tunnel, if a script runs it; comments do not count. */
export function tunnelIn(script: string): string | undefined {
    // `[ssh, -R, "80:localhost:80"]` is a command of cloud-init.
    const text = script.replace(/^\s*#.*$/gm, "").replace(/["'`,[\]{}]/g, " ");
    if (reverseTunnel.test(text) || remoteForward.test(text)) return "ssh -R";
    if (funnel.test(text)) return "tailscale funnel";
    const other = others.exec(text)?.[0];
    if (other !== undefined) return other;
    const words = text.split(/[\s=;|&()<>]+/);
    return words.map((word, index) => agentOf(word, words[index + 1])).find((agent) => agent !== undefined);
}

// cloudflared.service, pagekite.py, ngrok.tgz
const ending = /\.(?:service|exe|py|deb|rpm|tgz|zip)$/;

function agentOf(word: string, next = ""): string | undefined {
    const agent = tunnelAgent(word.replace(ending, ""));
    if (agent === undefined) return undefined;
    return verbs.get(agent)?.test(next) === false ? undefined : agent;
}
