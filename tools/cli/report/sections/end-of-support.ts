import { supportWarning } from "../../../../stacks/settings/cluster/kubernetes-support";
import type { EngineRun } from "../facts/engine-run";
import { textAt } from "../facts/inputs";
import { html } from "../render/html-text";
import { inMarkdown } from "../render/markdown-text";
import type { Section } from "./section";

/** Warns of Kubernetes versions whose support ends soon. */
export const endOfSupport: Section = {
    title: "End of support",
    budget: 1_000,
    build: (run, { day }) => ({ endOfSupport: warningsOf(run, day) }),
    markdown: ({ endOfSupport }, budget) => endOfSupport.map((warning) => `⏳ ${inMarkdown(warning, budget)}`),
    html: ({ endOfSupport }) =>
        endOfSupport.length === 0
            ? undefined
            : html`<ul>${endOfSupport.map((warning) => html`<li>${warning}</li>`)}</ul>`,
};

// A cluster without a policy has extended support (docs.aws.amazon.com/eks/latest/userguide/view-upgrade-policy.html).
function warningsOf({ resources, inputs }: EngineRun, day: string): string[] {
    return resources
        .filter(({ type, op }) => type === "aws:eks/cluster:Cluster" && op !== "delete")
        .flatMap(({ urn }) => {
            const version = textAt(inputs.get(urn), ["version"]) ?? "";
            const isStandard = textAt(inputs.get(urn), ["upgradePolicy", "supportType"]) === "STANDARD";
            return supportWarning(version, isStandard ? "standard" : "extended", day) ?? [];
        });
}
