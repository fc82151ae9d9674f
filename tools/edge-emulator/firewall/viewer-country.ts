import type { DeployedEdge } from "../state/deployed-edge";
import type { Statement } from "../state/web-acl";
import { Firewall } from "./firewall";
import { RateCounters } from "./rate-counters";

// Where nothing names a country.
const usual = ["US", "DE", "JP", "BR", "ZA", "AU"];

/**
 * A country that the distribution and its firewall permit: the first one that they name, or a usual one.
 * If they permit none of these, the first.
 */
export function viewerCountry({ distribution, webAcl }: Pick<DeployedEdge, "distribution" | "webAcl">): string {
    const { type, countries } = distribution.geoRestriction;
    const named = [...countries, ...(webAcl?.rules ?? []).flatMap(({ statement }) => countriesOf(statement))];
    const candidates = [...named, ...usual];
    const permitted = candidates.find((country) => {
        if (type !== "none" && countries.includes(country) === (type === "blacklist")) return false;
        return (
            webAcl === undefined ||
            !new Firewall(webAcl, new RateCounters(Date.now)).check(plainRequest(country)).isBlocked
        );
    });
    return permitted ?? candidates[0] ?? "US";
}

// One that nothing but the country speaks against.
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
