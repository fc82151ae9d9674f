import type { PriceTable } from "../cost/price-schema";
import type { EngineRun } from "../facts/engine-run";
import type { Report } from "../facts/report-schema";
import type { Html } from "../render/html-text";

/** Inputs of a section besides the preview itself. */
export interface SectionInputs {
    readonly rules: Report["rules"];
    readonly prices: PriceTable;
    /** Day of the report, YYYY-MM-DD in UTC. */
    readonly day: string;
}

/** A section of the report, in report.json, report.md and report.html. */
export interface Section {
    /** Heading in report.html, and name of the section in report.md. */
    readonly title: string;
    /** Builds the section's fields of report.json. Default: it renders fields of other sections. */
    readonly build?: (run: EngineRun, inputs: SectionInputs) => Partial<Report>;
    /** Renders the lines of report.md; none if there is nothing to show. Default: not in report.md. */
    readonly markdown?: (report: Report, budget: number) => readonly string[];
    /** Maximum number of characters in report.md. Default: no limit. */
    readonly budget?: number;
    /** Position in which the section is left out if report.md is too long in total. Default: never left out. */
    readonly dropOrder?: number;
    /**
     * Renders the content below the heading in report.html; undefined if there is nothing to show. Default: not in report.html.
     * @param diagram the architecture as SVG; undefined if it could not be drawn.
     */
    readonly html?: (report: Report, diagram: string | undefined) => Html | undefined;
}
