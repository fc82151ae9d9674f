import { supportWarning } from "../../../../stacks/settings/cluster/kubernetes-support";
import { isDatabaseEngine } from "../../../../stacks/settings/database/engines";
import { versionWarning } from "../../../../stacks/settings/database/versions";
import type { EngineRun } from "../facts/engine-run";
import { textAt } from "../facts/inputs";
import { html } from "../render/html-text";
import { inMarkdown } from "../render/markdown-text";
import type { Section } from "./section";

/** Warns of versions of Kubernetes and of databases whose support ends soon. */
export const endOfSupport: Section = {
    title: "End of support",
    budget: 1_000,
    build: (run, { day }) => ({ endOfSupport: [...clusterWarnings(run, day), ...databaseWarnings(run, day)] }),
    markdown: ({ endOfSupport }, budget) => endOfSupport.map((warning) => `⏳ ${inMarkdown(warning, budget)}`),
    html: ({ endOfSupport }) =>
        endOfSupport.length === 0
            ? undefined
            : html`<ul>${endOfSupport.map((warning) => html`<li>${warning}</li>`)}</ul>`,
};

// A cluster without a policy has extended support (docs.aws.amazon.com/eks/latest/userguide/view-upgrade-policy.html).
function clusterWarnings({ resources, inputs }: EngineRun, day: string): string[] {
    return resources
        .filter(({ type, op }) => type === "aws:eks/cluster:Cluster" && op !== "delete")
        .flatMap(({ urn }) => {
            const version = textAt(inputs.get(urn), ["version"]) ?? "";
            const isStandard = textAt(inputs.get(urn), ["upgradePolicy", "supportType"]) === "STANDARD";
            return supportWarning(version, isStandard ? "standard" : "extended", day) ?? [];
        });
}

function databaseWarnings({ resources, inputs }: EngineRun, day: string): string[] {
    return resources
        .filter(({ type, op }) => type === "aws:rds/instance:Instance" && op !== "delete")
        .flatMap(({ urn, name }) => {
            const [engine = "", version = ""] = ["engine", "engineVersion"].map((key) =>
                textAt(inputs.get(urn), [key]),
            );
            const warning = isDatabaseEngine(engine) ? versionWarning(engine, version, day) : undefined;
            return warning === undefined ? [] : [`Database ${name}: ${warning}`];
        });
}
