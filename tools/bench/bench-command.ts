import { parseArgs } from "node:util";
import { exitCodes } from "../cli/terminal/exit-codes";
import { UsageError } from "../cli/terminal/usage-error";
import { renderGatewayBench } from "./gateway/gateway-table";
import { measureGateway } from "./gateway/measure-gateway";
import { installPeer } from "./gateway/peer";
import { benchPolicy } from "./policy-bench";
import { benchReport } from "./report-bench";

const help = `Measures what the policy pack and a report cost, and how fast the local gateway is, in one run on this machine.

Usage: npm run bench -- [--policy] [--report] [--gateway] [--install-peer]

Without one of the first three, it measures all of them.

  --policy         the policy pack
  --report         the report of a pull request
  --gateway        the local gateway, next to the app, a plain proxy, nginx if it is installed, and a peer
  --install-peer   first install the peer, Prism, with npm into the user's cache folder
  --help           print this
`;

const rounds = 5;
const secondsEach = 3;
const mixedRequests = 24_000;

/**
 * `npm run bench`: measures and prints.
 * @throws {UsageError} where a flag is unknown.
 */
export async function benchCommand(argv: readonly string[]): Promise<number> {
    const flags = parse(argv);
    if (flags.help) {
        process.stdout.write(help);
        return exitCodes.holds;
    }
    if (flags["install-peer"]) installPeer();
    const all = !flags.policy && !flags.report && !flags.gateway;
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

function parse(argv: readonly string[]) {
    const flag = { type: "boolean", default: false } as const;
    const options = { policy: flag, report: flag, gateway: flag, "install-peer": flag, help: flag } as const;
    try {
        return parseArgs({ args: [...argv], options }).values;
    } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        throw new UsageError([
            `${message.split(". ", 1)[0]}, want --policy, --report, --gateway, --install-peer or --help`,
        ]);
    }
}
