import { countOperations } from "../../preview/resource-tree";
import type { Report } from "../facts/report-schema";

const origins: Readonly<Record<Report["source"], string>> = {
    "offline preview": "Previewed offline: simulated clouds, from an empty stack",
    "offline preview over a state": "Previewed offline: simulated clouds, from an exported state",
    "event log": "From the engine's event log",
};

/** The verdict in words, without the stack. */
export function verdictText({ preset, verdict, rules }: Report): string {
    const broken = rules.filter(({ findings }) => findings.length > 0).map(({ id }) => id);
    const undecided = rules.filter((rule) => rule.undecided.length > 0).map(({ id }) => id);
    const named = preset === undefined ? "" : ` (${preset})`;
    if (verdict === "holds") return `every rule holds${named}`;
    if (verdict === "undecided") return `no rule is broken, ${undecided.join(", ")} undecided${named}`;
    if (verdict === "broken") return `${broken.join(", ")} broken${named}`;
    return "the preview failed, nothing is proved";
}

/** The number of resources for each operation, and how the preview was run: two sentences. */
export function summaryText({ resources, source }: Report): string {
    const changes = resources.length > 0 ? countOperations(resources) : "The preview shows no resources";
    return `${changes}. ${origins[source]}.`;
}
