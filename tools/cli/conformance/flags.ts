import { parseArgs } from "node:util";
import { UsageError } from "../terminal/usage-error";
import type { Target, Variation } from "./check";
import { maxOfBurst } from "./rate-check";

/** Requests that the suite may send without `--rate`. */
export const maxRequests = 60;
const maxVariations = 10;

/** What `--help` prints. */
export const conformanceHelp = `Tests an API, on localhost or on AWS, from outside. What it cannot see it calls "not judged".
It sends no more than ${maxRequests} requests; with --rate, up to three bursts and four seconds of the rate more, and never over ${maxOfBurst}.

Usage: npm run conformance -- --url URL --key KEY --path PATH [more]

  --url URL        URL of a stage, such as http://127.0.0.1:8080/Test
  --key KEY        a client's API key
  --path PATH      a cached GET without required parameters, such as /pictures/all
  --ttl SECONDS    the stage's TTL; it takes twice as long, as it waits for the end of an answer's life
  --vary PAIR      two requests that the cache must tell apart; up to ${maxVariations} times:
                   query:limit=1,2   header:Accept-Language=de,en   path:/pictures/a,/pictures/b
  --volatile PATH  a GET that must not be cached, such as /pictures/a/views
  --rate N         requests per second of the key's plan; it then sends a burst over it, to see a 429
  --burst N        burst of the key's plan, with --rate
  --origin ORIGIN  an origin that browsers must be able to call from, such as https://example.com
  --direct URL     the load balancer, which must not be reached from here
`;

const text = { type: "string" } as const;
const options = {
    url: text,
    key: text,
    path: text,
    ttl: text,
    vary: { type: "string", multiple: true },
    volatile: text,
    rate: text,
    burst: text,
    origin: text,
    direct: text,
} as const;

/**
 * Reads the command's flags.
 * @throws {UsageError} with all faults at once.
 */
export function readTarget(argv: readonly string[]): Target {
    const { url, key, path, ttl, vary = [], volatile: volatilePath, rate, burst, origin, direct } = parse(argv);
    const problems: string[] = [];
    const want = (flag: string, value: string | undefined, isRight: boolean, form: string) => {
        if (!isRight) problems.push(`"--${flag}": got ${value ?? "nothing"}, want ${form}`);
    };
    const isAbsentOr = (value: string | undefined, isRight: (given: string) => boolean) =>
        value === undefined || isRight(value);
    want("url", url, url !== undefined && URL.canParse(url), "a URL");
    want("key", undefined, Boolean(key), "a client's API key");
    want("path", path, path?.startsWith("/") === true, "a path such as /pictures/all");
    want(
        "ttl",
        ttl,
        isAbsentOr(ttl, (given) => isNumber(given) && Number(given) <= 3600),
        "seconds from 1 to 3600",
    );
    const isPath = (given: string) => given.startsWith("/");
    want("volatile", volatilePath, isAbsentOr(volatilePath, isPath), "a path");
    want("rate", rate, rate === undefined ? burst === undefined : isNumber(rate), "requests per second, with --burst");
    want(
        "burst",
        burst,
        burst === undefined ? rate === undefined : isNumber(burst),
        "a number of requests, with --rate",
    );
    const isOrigin = (given: string) => URL.canParse(given) && new URL(given).origin === given;
    want("origin", origin, isAbsentOr(origin, isOrigin), "an origin such as https://example.com");
    want("direct", direct, isAbsentOr(direct, URL.canParse), "a URL");
    want("vary", `${vary.length} of them`, vary.length <= maxVariations, `at most ${maxVariations}`);
    const variations = vary.flatMap((pair) => {
        const variation = readVariation(pair);
        want("vary", pair, variation !== undefined, "query:NAME=A,B, header:NAME=A,B or path:/A,/B");
        return variation ?? [];
    });
    if (problems.length > 0 || !url || !key || !path) throw new UsageError(problems);
    return {
        url: url.replace(/\/$/, ""),
        key,
        path,
        variations,
        ...(ttl && { ttlSeconds: Number(ttl) }),
        ...(volatilePath && { volatilePath }),
        ...(rate && burst && { plan: { rate: Number(rate), burst: Number(burst) } }),
        ...(origin && { origin }),
        ...(direct && { direct }),
    };
}

function isNumber(value: string): boolean {
    return /^\d+(\.\d+)?$/.test(value) && Number(value) > 0;
}

function readVariation(pair: string): Variation | undefined {
    const [, path, otherPath] = /^path:(\/[^,]*),(\/[^,]*)$/.exec(pair) ?? [];
    if (path !== undefined && otherPath !== undefined) return { place: "path", name: "", values: [path, otherPath] };
    const [, place, name, one, other] = /^(query|header):([^=,]+)=([^,]*),([^,]*)$/.exec(pair) ?? [];
    if ((place !== "query" && place !== "header") || !name || one === undefined || other === undefined)
        return undefined;
    return { place, name, values: [one, other] };
}

function parse(argv: readonly string[]) {
    try {
        return parseArgs({ args: [...argv], options }).values;
    } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        const flags = Object.keys(options).map((name) => `--${name}`);
        throw new UsageError([`${message.split(". ", 1)[0]}, want ${flags.join(", ")} or --help`]);
    }
}
