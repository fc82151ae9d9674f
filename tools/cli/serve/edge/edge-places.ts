import { originPath } from "../../../edge-emulator/edge";

/** Where the parts of a stack's edge are, for the introduction. */
export interface EdgePlaces {
    /** Name of the distribution. */
    readonly name: string;
    /** Path of each stage below the distribution, such as `/api/test`. */
    readonly stagePaths: Readonly<Record<string, string>>;
    readonly hasSite: boolean;
    /** ISO code of the country of all viewers. */
    readonly country: string;
    /** Whether the firewall blocks a client that sends 5,000 requests. */
    readonly blocksBursts: boolean;
    /** Parts of the firewall that are not evaluated. */
    readonly unevaluated: readonly string[];
}

/**
 * The part of the introduction about the edge: the site, how to bypass the distribution, and what is not evaluated.
 * @param origin where the command listens.
 */
export function edgeIntroduction(
    { name, stagePaths, hasSite, country, unevaluated }: EdgePlaces,
    origin: string,
): string {
    const [stage = ""] = Object.keys(stagePaths);
    const rows: readonly (readonly [string, string])[] = [
        ...(hasSite ? [["Site", `${origin}/`] as const] : []),
        ["Country", `${country}, of all viewers (--country)`],
        ["Direct", `${origin}${originPath}${stage}/…: a stage without the distribution, as its firewall sees it`],
    ];
    return [
        `\nThe distribution of ${name} and its firewall are before the gateway:\n`,
        ...rows.map(([label, value]) => `  ${label.padEnd(7)}  ${value}\n`),
        ...(unevaluated.length === 0 ? [] : [`Not evaluated: ${unevaluated.join(", ")}.\n`]),
    ].join("");
}

/**
 * A line for a stack with an edge that is served without it.
 * @param hasRestApi whether it is in front of a REST API, and not of an HTTP API.
 */
export function withoutEdgeLine(hasRestApi: boolean): string {
    return hasRestApi
        ? "The stack has a distribution, which --edge puts before the gateway. Without it, calls go straight to the stages, and no firewall is asked."
        : "The stack has a distribution in front of its HTTP API, which does not run here: calls go straight to the API, and nothing is cached.";
}
