import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { computeKinds, serverKindNames } from "../../../stacks/settings/compute-kinds";
import { dollars } from "../report/cost/amount";
import { costOf } from "./costs-table";

/** The page that compares the kinds of compute. */
export const kindsPage = "docs/where-to-run.md";

interface Placement {
    readonly title: string;
    readonly settings: object;
}

/** The ways to run an API that have different costs. */
const placements: readonly Placement[] = serverKindNames.flatMap((runsOn): Placement[] => {
    const { title } = computeKinds[runsOn];
    if (runsOn !== "kubernetes") return [{ title, settings: { runsOn } }];
    return [
        { title: `${title}, own load balancer`, settings: { runsOn } },
        { title: `${title}, shared load balancer`, settings: { runsOn, exposure: "shared" } },
    ];
});

const sections = {
    "aws:region": "eu-central-1",
    "gatehouse:network": { cidrBlock: "10.20.0.0/16", availabilityZones: 2, availabilityZoneCidrMask: 19 },
    "gatehouse:cluster": { kubernetesVersion: "1.36", publicEndpointCidrs: ["203.0.113.0/24"] },
    "gatehouse:gateway": { accountRole: true },
    "gatehouse:stages": { live: {} },
    "gatehouse:plans": { standard: { requestsPerSecond: 1000, burst: 500 } },
    "gatehouse:clients": { web: "standard" },
};

const services = {
    books: { build: "app/books", port: 5000 },
    quotes: { build: "app/quotes", port: 8080 },
};

/**
 * The cost of the same stack without traffic for each kind of compute in Markdown, from the estimate of its offline previews:
 * with one API, and what the second one adds.
 * @throws {Error} if a preview fails.
 */
export async function kindsTable(): Promise<string> {
    const rows: string[] = [];
    for (const { title, settings } of placements) {
        const { books } = services;
        const one = await fixedCost({ books: { ...books, ...settings } });
        const two = await fixedCost(
            Object.fromEntries(Object.entries(services).map(([name, api]) => [name, { ...api, ...settings }])),
        );
        rows.push(`| ${title} | ${dollars(one)} | ${dollars(two - one)} |`);
    }
    return ["| where | a stack with one API | each further API |", "| --- | ---: | ---: |", ...rows].join("\n");
}

async function fixedCost(apis: object): Promise<number> {
    const folder = mkdtempSync(join(tmpdir(), "gatehouse-kinds-"));
    try {
        const file = join(folder, "Pulumi.kind.yaml");
        writeFileSync(file, stringify({ config: { ...sections, "gatehouse:apis": apis } }));
        const { cost } = await costOf({ name: "kind", file });
        return cost.fixedTotal;
    } finally {
        rmSync(folder, { recursive: true });
    }
}
