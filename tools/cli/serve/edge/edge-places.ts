import { originPath } from "../../../edge-emulator/edge";
import type { DeployedHttpApi } from "../../../http-emulator/state/deployed-http-api";
import { rows } from "../greeting-rows";

/** Where the parts of a stack's edge are, for the introduction. */
export interface EdgePlaces {
    /** Name of the distribution. */
    readonly name: string;
    /** Path of each stage below the distribution, such as `/api/test`. */
    readonly stagePaths: Readonly<Record<string, string>>;
    /** Seconds for which it caches GETs of the HTTP API behind it, 0 for no cache. Default: a REST API is behind it. */
    readonly cacheSeconds?: number | undefined;
    readonly hasSite: boolean;
    /** ISO code of the country of all viewers. */
    readonly country: string;
    /** Whether the firewall blocks a client that sends 5,000 requests. */
    readonly blocksBursts: boolean;
    /** Parts of the firewall that are not evaluated. */
    readonly unevaluated: readonly string[];
}

/**
 * The part of the introduction about the edge of a REST API: the site, how to bypass the distribution, and what is not evaluated.
 * @param origin where the command listens.
 */
export function edgeIntroduction(
    { name, stagePaths, hasSite, country, unevaluated }: EdgePlaces,
    origin: string,
): string {
    const [stage = ""] = Object.keys(stagePaths);
    const row = rows(["Country"]);
    return [
        `\nThe distribution of ${name} and its firewall are before the gateway:\n`,
        ...(hasSite ? [row("Site", `${origin}/`)] : []),
        row("Country", `${country}, of all viewers (--country)`),
        row("Direct", `${origin}${originPath}${stage}/…: a stage without the distribution, as its firewall sees it`),
        ...(unevaluated.length === 0 ? [] : [`Not evaluated: ${unevaluated.join(", ")}.\n`]),
    ].join("");
}

/** The part of the introduction about the edge of an HTTP API: what it caches, and how to bypass it. */
export function httpEdgeIntroduction(
    { name, country, cacheSeconds = 0 }: EdgePlaces,
    { domains, disablesDefaultEndpoint }: Pick<DeployedHttpApi, "domains" | "disablesDefaultEndpoint">,
    origin: string,
): string[] {
    const row = rows(["Country"]);
    const endpoint = `the default endpoint${disablesDefaultEndpoint ? ", which is disabled" : ""}`;
    return [
        `\nThe distribution of ${name} is in front of it:\n`,
        row("Cache", cacheSeconds === 0 ? "none" : `GETs for ${cacheSeconds} s, by key: X-Cache is Hit or Miss`),
        row("Country", `${country}, of all viewers (--country)`),
        row("Direct", `${origin}${originPath}…: ${endpoint}, without the distribution`),
        ...Object.keys(domains).map((domain) =>
            row("", `-H 'Host: ${domain}': the name that the distribution calls, without its certificate`),
        ),
    ];
}

/**
 * A line for a stack with an edge that is served without it.
 * @param hasRestApi whether it is in front of a REST API, and not of an HTTP API.
 */
export function withoutEdgeLine(hasRestApi: boolean): string {
    return hasRestApi
        ? "The stack has a distribution, which --edge puts before the gateway. Without it, calls go straight to the stages, and no firewall is asked."
        : "The stack has a distribution, which --edge puts in front of the HTTP API. Without it, calls go straight to the API, which demands no certificate here, and nothing is cached.";
}
