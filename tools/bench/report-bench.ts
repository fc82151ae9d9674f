import { measureLargeReport, measureReports } from "./report-cost";

const rounds = 5;

/** Measures what a report costs beside the preview that it holds, and prints it. */
export function benchReport(): void {
    const { report, preview } = measureReports(rounds);
    process.stdout.write(
        `Report of dev, process start to end, warm, median of ${rounds}: ${report.toFixed(2)} s, the preview in it ${preview.toFixed(2)} s, ratio ${(report / preview).toFixed(2)}\n`,
    );
    const large = measureLargeReport(2000, 500);
    process.stdout.write(
        `Report of 2000 resources and 500 findings from their events: ${large.seconds.toFixed(2)} s, page ${large.megabytes.toFixed(2)} MB, comment ${large.characters} characters\n`,
    );
}
