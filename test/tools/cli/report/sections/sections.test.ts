import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { regenerated } from "../../../../../tools/cli/docs/generated";
import { projectFolder } from "../../../../../tools/cli/project/project";
import { buildReport } from "../../../../../tools/cli/report/build-report";
import { readRun } from "../../../../../tools/cli/report/facts/engine-run";
import { reportSchema } from "../../../../../tools/cli/report/facts/report-schema";
import { asMarkdown } from "../../../../../tools/cli/report/render/markdown";
import { sections } from "../../../../../tools/cli/report/sections/sections";
import { checkedAndEnded, failure, resource } from "../events";
import { fullReports, pageOf } from "../render/full-page";
import { reportOf, warnedEvents } from "../sample";

const full = () => ({
    ...(fullReports["a stack that breaks every rule"]?.() ?? assert.fail()),
    endOfSupport: ["a warning"],
});

describe("The sections of the report", () => {
    it("have different titles and drop orders", () => {
        const titles = sections.map(({ title }) => title);
        const orders = sections.flatMap(({ dropOrder }) => dropOrder ?? []);
        assert.deepEqual([...new Set(titles)], titles);
        assert.deepEqual(
            [...orders].sort(),
            orders.map((_, index) => index + 1),
        );
    });

    it("appear in report.html in the order of the list", async () => {
        const report = { ...full(), errors: ["an error"] };
        const headings = [...(await pageOf(report)).matchAll(/<section><h2>([^<]+)<\/h2>/g)].map(([, title]) => title);
        assert.deepEqual(
            headings,
            sections.flatMap(({ title, html }) => (html ? [title] : [])),
        );
    });

    it("show what breaks no rule as a note, and a resource of the program by itself", async () => {
        const page = await pageOf(reportOf(warnedEvents));
        const link = '<a href="#r-[0-9a-f]{12}">aws:apigateway:Stage Test</a>';
        assert.match(page, new RegExp(`<li class="note" id="f-[0-9a-f]+"><strong>R3 warning</strong> ${link}\n`));
        assert.match(page, /<strong class="bad">R3 undecided<\/strong>/);
        assert.doesNotMatch(page, /<strong[^>]*>[^<]*<\/strong> <code>Pulumi\.yaml/);
    });

    it("appear in report.md in the order of the list", () => {
        const report = { ...full(), errors: ["an error"] };
        const text = asMarkdown(report);
        const positions = sections.flatMap(({ markdown, budget = Number.POSITIVE_INFINITY }) =>
            markdown ? [text.indexOf(markdown(report, budget).join("\n"))] : [],
        );
        assert.ok(positions.every((position) => position > 0));
        assert.deepEqual(
            positions,
            [...positions].sort((a, b) => a - b),
        );
    });

    it("are left out of report.md if they are empty", () => {
        const text = asMarkdown(reportOf([failure("an error")]));
        assert.doesNotMatch(text, /\n\n\n|### /);
    });

    it("build every field of report.json that depends on the stack", () => {
        const events = [resource("pulumi:pulumi:Stack", "gatehouse-x"), ...checkedAndEnded];
        const report = reportOf(events);
        const { difference: _, preset: _preset, ...always } = reportSchema.shape;
        assert.deepEqual(Object.keys(report), Object.keys(always));
    });

    it("are listed in docs/report.md", () => {
        const page = readFileSync(join(projectFolder, "docs/report.md"), "utf8");
        assert.equal(page, regenerated("docs/report.md", page), "run npm run docs");
    });

    it("warn of a cluster whose Kubernetes version loses its support within 90 days", () => {
        const warningsOn = (day: string, supportType: string) => {
            const inputs = { version: "1.35", upgradePolicy: { supportType } };
            const cluster = resource("aws:eks/cluster:Cluster", "shop", { inputs });
            const options = { source: "offline preview", folder: projectFolder, now: new Date(day) } as const;
            return buildReport(readRun("x", [cluster, ...checkedAndEnded]), options).endOfSupport;
        };
        assert.deepEqual(warningsOn("2026-12-26", "STANDARD"), []);
        assert.match(
            warningsOn("2026-12-27", "STANDARD")[0] ?? "",
            /support of Kubernetes 1\.35 .* upgrades the cluster/,
        );
        assert.match(warningsOn("2026-12-27", "EXTENDED")[0] ?? "", /0\.60 instead of 0\.10 USD/);
    });

    it("warn of a database whose version loses its standard support within half a year", () => {
        const warningsOn = (day: string, engine: string) => {
            const inputs = { engine, engineVersion: "14" };
            const database = resource("aws:rds/instance:Instance", "orders", { inputs });
            const options = { source: "offline preview", folder: projectFolder, now: new Date(day) } as const;
            return buildReport(readRun("x", [database, ...checkedAndEnded]), options).endOfSupport;
        };
        assert.deepEqual(warningsOn("2026-08-31", "postgres"), []);
        assert.match(
            warningsOn("2026-09-01", "postgres")[0] ?? "",
            /^Database orders: .* PostgreSQL 14 ends on 2027-02-28/,
        );
        assert.deepEqual(warningsOn("2026-09-01", "oracle-se2"), []);
    });
});
