import { Command } from "../cli/terminal/command";
import { exitCodes } from "../cli/terminal/exit-codes";
import { flag } from "../cli/terminal/option";
import { installPeer } from "./gateway/peer";
import { renderGatewayBench } from "./gateway-table";
import { measureGateway } from "./measure-gateway";
import { benchPolicy } from "./policy-bench";
import { benchPreview } from "./preview-bench";
import { measureLargeReport, measureReports } from "./report-cost";

const bench = new Command({
    name: "bench",
    summary: `Measures the wait for a preview, the cost of the policy pack and of a report, and how fast the local gateway is.
Without --preview, --policy, --report and --gateway it measures all of them.`,
    options: {
        preview: flag("the wait for a preview, once and with --watch, next to the plain engine"),
        policy: flag("the policy pack"),
        report: flag("the report of a pull request"),
        gateway: flag("the local gateway, next to the app, a plain proxy, nginx if it is installed, and a peer"),
        "install-peer": flag("first install the peer, Prism, with npm into the user's cache folder"),
    },
});

const rounds = 5;
const secondsEach = 3;
const mixedRequests = 24_000;

/**
 * `npm run bench`: measures and prints.
 * @throws {UsageError} where the flags are invalid.
 */
export async function benchCommand(argv: readonly string[]): Promise<number> {
    const flags = bench.parse(argv);
    if (flags === undefined) {
        process.stdout.write(bench.help);
        return exitCodes.holds;
    }
    if (flags["install-peer"]) installPeer();
    const all = !flags.preview && !flags.policy && !flags.report && !flags.gateway;
    if (flags.preview || all) await benchPreview();
    if (flags.policy || all) await benchPolicy();
    if (flags.report || all) benchReport();
    if (flags.gateway || all) {
        process.stdout.write(
            `\nThe local gateway, 32 connections, median of ${rounds} rounds of ${secondsEach} s, a list of 10 pictures:\n\n`,
        );
        process.stdout.write(renderGatewayBench(await measureGateway(rounds, secondsEach, mixedRequests)));
    }
    return exitCodes.holds;
}

// Measures the time of a report and that of the preview in it.
function benchReport(): void {
    const { report, preview } = measureReports(rounds);
    process.stdout.write(
        `Report of dev, process start to end, warm, median of ${rounds}: ${report.toFixed(2)} s, the preview in it ${preview.toFixed(2)} s, ratio ${(report / preview).toFixed(2)}\n`,
    );
    const large = measureLargeReport(2000, 500);
    process.stdout.write(
        `Report of 2000 resources and 500 findings from their events: ${large.seconds.toFixed(2)} s, page ${large.megabytes.toFixed(2)} MB, comment ${large.characters} characters\n`,
    );
}
