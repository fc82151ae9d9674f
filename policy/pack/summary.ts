import type { Counts } from "../contract/result";
import type { RuleId } from "../contract/rules";
import type { Settings } from "../contract/settings";

const plurals: Readonly<Record<string, string>> = {
    Ingress: "Ingresses",
    "stage behind an edge": "stages behind an edge",
};

/** Describes in words how many things a rule checked that passed; `nothing to check` if it has no findings either. */
export function summarise(rule: RuleId, counts: Counts, settings: Settings, findings = 0): string {
    const parts = Object.entries(counts).filter(([, count]) => count > 0);
    if (parts.length === 0) return findings > 0 ? "nothing passes" : "nothing to check";
    return (phrases[rule] ?? plainCounts)(counts, settings);
}

type Phrase = (counts: Counts, settings: Settings) => string;

const plainCounts: Phrase = (counts) => list(Object.entries(counts).map(([noun, count]) => amount(count, noun)));

const phrases: Readonly<Partial<Record<RuleId, Phrase>>> = {
    R1: (counts, settings) => `${plainCounts(counts, settings)} private`,
    R2: ({ cached = 0, volatile = 0 }) =>
        join([
            cached > 0 && `${amount(cached, "GET operation")} cached`,
            volatile > 0 && (cached > 0 ? `${volatile} volatile` : `${amount(volatile, "GET operation")} volatile`),
        ]),
    R3: ({ stage = 0, plan = 0, client = 0 }, { requestsPerSecond }) =>
        `${list([stage > 0 && amount(stage, "stage"), plan > 0 && amount(plan, "plan"), client > 0 && amount(client, "client")])} within ${requestsPerSecond.toLocaleString("en-US")} requests per second`,
    R4: ({ operation = 0, preflight = 0, exempt = 0, "WebSocket API": sockets = 0, "edge behaviour": edge = 0 }) =>
        join([
            operation > 0 && `${amount(operation, "operation")} need${operation === 1 ? "s" : ""} a key`,
            preflight > 0 && `${amount(preflight, "CORS preflight")} exempt`,
            exempt > 0 && `${amount(exempt, "operation")} exempt by configuration`,
            sockets > 0 && `${amount(sockets, "WebSocket API")} need${sockets === 1 ? "s" : ""} a key to connect`,
            edge > 0 && `${amount(edge, "edge behaviour")} cache${edge === 1 ? "s" : ""} nothing, or by key`,
        ]),
};

const amount = (count: number, noun: string): string =>
    `${count} ${count === 1 ? noun : (plurals[noun] ?? `${noun}s`)}`;

const join = (parts: readonly (string | false)[]): string => parts.filter((part) => part !== false).join(", ");

function list(parts: readonly (string | false)[]): string {
    const words = parts.filter((part) => part !== false);
    return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
