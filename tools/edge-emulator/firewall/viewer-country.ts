import type { DeployedEdge, Distribution } from "../state/deployed-edge";
import type { Statement } from "../state/web-acl";
import { Firewall } from "./firewall";
import { RateCounters } from "./rate-counters";

// Where nothing names a country.
const usual = ["US", "DE", "JP", "BR", "ZA", "AU"];

/** Whether a distribution serves a country. */
export function isServed(country: string, { type, countries }: Distribution["geoRestriction"]): boolean {
    return type === "none" || countries.includes(country) === (type === "whitelist");
}

/**
 * A country that the distribution and its firewall permit: the first one that they name, or a usual one.
 * If they permit none of these, the first.
 */
export function viewerCountry({ distribution, webAcl }: Pick<DeployedEdge, "distribution" | "webAcl">): string {
    const { geoRestriction } = distribution;
    const named = [
        ...geoRestriction.countries,
        ...(webAcl?.rules ?? []).flatMap(({ statement }) => countriesOf(statement)),
    ];
    const candidates = [...named, ...usual];
    const permitted = candidates.find((country) => {
        if (!isServed(country, geoRestriction)) return false;
        return (
            webAcl === undefined ||
            !new Firewall(webAcl, new RateCounters(Date.now)).check(plainRequest(country)).isBlocked
        );
    });
    return permitted ?? candidates[0] ?? "US";
}

// Of the usual rules, only one about countries can block it.
const plainRequest = (country: string) => ({
    method: "GET",
    url: "/",
    headers: [["User-Agent", "local"] as const, ["Host", "local"] as const],
    body: Buffer.alloc(0),
    sourceIp: "192.0.2.1",
    country,
});

function countriesOf(statement: Statement): readonly string[] {
    switch (statement.kind) {
        case "countries":
            return statement.codes;
        case "and":
        case "or":
            return statement.statements.flatMap(countriesOf);
        case "not":
            return countriesOf(statement.statement);
        default:
            return [];
    }
}
