import { type PublisherName, publisherNames } from "../../../stacks/settings/http-api/publishers";
import { Command } from "../terminal/command";
import { list, required, text, value, withDefault } from "../terminal/option";
import type { Target, Variation } from "./check";
import { maxOfBurst } from "./rate-check";

/** Number of requests that the suite may send without `--rate`. */
export const maxRequests = 60;
const maxVariations = 10;

const isPath = (given: string): boolean => given.startsWith("/");
const isOrigin = (given: string): boolean => URL.canParse(given) && new URL(given).origin === given;
const accepting = (isValid: (given: string) => boolean) => (given: string) => (isValid(given) ? given : undefined);

const options = {
    publisher: withDefault(
        value<PublisherName>({
            placeholder: "KIND",
            description: "rest, or http for an HTTP API: it has no cache, and other errors",
            form: "rest or http",
            parse: (given) => publisherNames.find((name) => name === given),
        }),
        "rest",
    ),
    url: required(
        value({
            placeholder: "URL",
            description:
                "URL of a stage, such as http://127.0.0.1:8080/Test, or of an HTTP API without the path of an API",
            form: "a URL",
            parse: accepting(URL.canParse),
        }),
    ),
    key: required({ ...text("KEY", "a client's API key"), form: "a client's API key" }),
    path: required(
        value({
            placeholder: "PATH",
            description: "a GET without required parameters, cached at a REST API, such as /pictures/all",
            form: "a path such as /pictures/all",
            parse: accepting(isPath),
        }),
    ),
    ttl: value({
        placeholder: "SECONDS",
        description: "the stage's TTL; the test takes twice as long, because it waits until a cached response expires",
        form: "seconds from 1 to 3600",
        parse: (given) => {
            const seconds = positive(given);
            return seconds !== undefined && seconds <= 3600 ? seconds : undefined;
        },
    }),
    vary: list({
        placeholder: "PAIR",
        description: `two requests that need separate cache entries; up to ${maxVariations} times:
query:limit=1,2   header:Accept-Language=de,en   path:/pictures/a,/pictures/b`,
        form: "query:NAME=A,B, header:NAME=A,B or path:/A,/B",
        parse: readVariation,
    }),
    volatile: value({
        placeholder: "PATH",
        description: "a GET that must not be cached, such as /pictures/a/views",
        form: "a path",
        parse: accepting(isPath),
    }),
    rate: value({
        placeholder: "N",
        description:
            "requests per second of the key's plan; sends a burst above it and expects a 429, of an HTTP API a 403",
        form: "requests per second, with --burst",
        parse: positive,
    }),
    burst: value({
        placeholder: "N",
        description: "burst of the key's plan, with --rate",
        form: "a number of requests, with --rate",
        parse: positive,
    }),
    origin: value({
        placeholder: "ORIGIN",
        description: "an origin that browsers must be able to call from, such as https://example.com",
        form: "an origin such as https://example.com",
        parse: accepting(isOrigin),
    }),
    direct: value({
        placeholder: "URL",
        description: "the load balancer, which must not be reachable from here",
        form: "a URL",
        parse: accepting(URL.canParse),
    }),
};

/** Command line of `npm run conformance`. */
export const conformanceFlags = new Command({
    name: "conformance",
    summary: `Tests an API, on localhost or on AWS, from outside. It reports as "not checked" what cannot be seen from there.
It sends at most ${maxRequests} requests; with --rate, also up to three bursts and four seconds of the rate, at most ${maxOfBurst}.`,
    options,
    check: ({ publisher, rate, burst, vary, ttl, volatile: volatilePath }) => [
        ...(publisher === "http"
            ? Object.entries({ ttl, vary: vary[0], volatile: volatilePath })
                  .filter(([, given]) => given !== undefined)
                  .map(([name]) => `"--${name}": got it with --publisher http, want none, as an HTTP API has no cache`)
            : []),
        ...(rate !== undefined && burst === undefined
            ? ['"--burst": got nothing, want a number of requests, with --rate']
            : []),
        ...(burst !== undefined && rate === undefined
            ? ['"--rate": got nothing, want requests per second, with --burst']
            : []),
        ...(vary.length > maxVariations ? [`"--vary": got ${vary.length} of them, want at most ${maxVariations}`] : []),
    ],
});

/**
 * Reads the command line of `npm run conformance`.
 * @returns undefined if help is requested.
 * @throws {UsageError} with every problem.
 */
export function readTarget(argv: readonly string[]): Target | undefined {
    const flags = conformanceFlags.parse(argv);
    if (flags === undefined) return undefined;
    const { publisher, url, key, path, ttl, vary, volatile: volatilePath, rate, burst, origin, direct } = flags;
    return {
        publisher,
        url: url.replace(/\/$/, ""),
        key,
        path,
        variations: vary,
        ...(ttl !== undefined && { ttlSeconds: ttl }),
        ...(volatilePath !== undefined && { volatilePath }),
        ...(rate !== undefined && burst !== undefined && { plan: { rate, burst } }),
        ...(origin !== undefined && { origin }),
        ...(direct !== undefined && { direct }),
    };
}

function positive(given: string): number | undefined {
    return /^\d+(\.\d+)?$/.test(given) && Number(given) > 0 ? Number(given) : undefined;
}

function readVariation(pair: string): Variation | undefined {
    const [, path, otherPath] = /^path:(\/[^,]*),(\/[^,]*)$/.exec(pair) ?? [];
    if (path !== undefined && otherPath !== undefined) return { place: "path", name: "", values: [path, otherPath] };
    const [, place, name, one, other] = /^(query|header):([^=,]+)=([^,]*),([^,]*)$/.exec(pair) ?? [];
    if ((place !== "query" && place !== "header") || !name || one === undefined || other === undefined)
        return undefined;
    return { place, name, values: [one, other] };
}
