import type { EngineRun } from "../facts/engine-run";
import { textAt } from "../facts/inputs";
import { cents, hoursPerMonth } from "./amount";
import type { ByType } from "./cost-line";
import type { Cost } from "./cost-schema";
import type { PriceTable, Use } from "./price-schema";
import { priceOfUse } from "./tiered";

type Resources = EngineRun["resources"];

/** The work of the key function for a call, as far as it is billed. */
export const keyCheck = {
    /** Assumed duration of two requests to DynamoDB, and some time around them. */
    milliseconds: 20,
    /** Assumed average: one for the rate, and one for a quota or for a second attempt in a burst, which may both be. */
    writes: 2,
    /** Seconds for which each instance of the function knows a client without another read (functions/http-api/clients.ts). */
    cacheSeconds: 10,
} as const;

/** Size of the key function and of what it knows. */
export interface KeyCheckArgs {
    /** Memory of the function in GB. */
    readonly gigabytes: number;
    readonly clients: number;
    /** Writes to the counters for each call. Default: those of `keyCheck`. */
    readonly writes?: number;
}

/** The HTTP APIs of a stack. */
export const httpApis = ({ inputs }: EngineRun, of: ByType): Resources =>
    of("aws:apigatewayv2/api:Api").filter(({ urn }) => textAt(inputs.get(urn), ["protocolType"]) === "HTTP");

/** Whether a resource is one of the keys of an HTTP API, such as its function and its tables: the types of its parents are in its URN. */
export const isOfKeys = ({ urn }: Resources[number]): boolean => urn.includes("gatehouse:gateway:HttpApiKeys$");

/** Whether a resource is one of the daily call of an HTTP API, whose function runs for too short a time to cost anything. */
export const isOfCanaryCall = ({ urn }: Resources[number]): boolean => urn.includes("gatehouse:gateway:CanaryCall$");

/**
 * The costs of checking the keys of so many calls: the function, a read of each client's item, and the writes to its counters.
 * @param millionCalls calls in a month.
 */
export function keyChecks(
    millionCalls: number,
    { gigabytes, clients, writes = keyCheck.writes }: KeyCheckArgs,
    prices: PriceTable,
): Cost["usage"] {
    const thousandSeconds = millionCalls * keyCheck.milliseconds;
    const line = (what: string, use: Exclude<Use, "autoModeNodeHours">, count: number): Cost["usage"][number] => {
        const price = prices.usage[use];
        const { monthly, each } = priceOfUse(count, price);
        return {
            ...{ what, assumption: "httpRequestsMillion", count: round(count), each, monthly: cents(monthly) },
            source: price.source,
            ...(price.region && { region: price.region }),
        };
    };
    return [
        line("million invocations of the key function", "functionRequestsMillion", millionCalls),
        line("thousand GB-seconds of the key function", "functionThousandGbSeconds", thousandSeconds * gigabytes),
        line("million writes to the counters of clients", "tableWritesMillion", millionCalls * writes),
        line(
            "million reads of the keys of clients",
            "tableReadsMillion",
            Math.min(millionCalls, readsMillion(thousandSeconds, clients)),
        ),
    ];
}

// As if every client called all the time: each instance reads it whenever it has forgotten it. As many instances run as calls are checked
// at once, at least one.
function readsMillion(thousandSeconds: number, clients: number): number {
    const month = hoursPerMonth * 3_600;
    const instances = Math.max(1, (thousandSeconds * 1_000) / month);
    return (clients * instances * month) / keyCheck.cacheSeconds / 1e6;
}

// Counts are shown, and a rate of 2/3 is not a number of writes that anyone wants to read.
function round(count: number): number {
    return Math.round(count * 1_000) / 1_000;
}
