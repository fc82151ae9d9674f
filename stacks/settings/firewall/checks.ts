import { byVersion } from "../../../infra/edge/firewall/address-versions";
import { repeatedCountries } from "../edge/checks";
import { settingProblem } from "../problems";
import type { Settings } from "../schema";
import { rangeKey } from "./addresses";
import { capacityProblems } from "./capacity";
import type { FirewallSettings } from "./schema";
import { uploadPathsOf } from "./upload-paths";

// docs.aws.amazon.com/waf/latest/developerguide/limits.html
const maxRanges = 10_000;
// docs.aws.amazon.com/waf/latest/APIReference/API_ByteMatchStatement.html: 200 bytes, of which one is the slash after the path.
const maxPathLength = 199;

type List = "allow" | "block";

/** Checks the settings of the firewall against the others; the caller leaves out sections that are not valid by themselves. */
export function checkFirewall(settings: Partial<Settings>): string[] {
    const { firewall, apis, gateway } = settings;
    if (firewall === undefined) return [];
    return [
        ...(apis === undefined ? [] : checkUploads(firewall, Object.keys(apis))),
        ...checkList("allow", firewall),
        ...checkList("block", firewall),
        ...checkBothLists(firewall),
        ...checkCountries(firewall, gateway),
        ...checkRules(settings),
    ];
}

function checkUploads({ uploads }: FirewallSettings, apis: readonly string[]): string[] {
    const problem = (index: number, want: string) => [
        settingProblem(["firewall", "uploads", index], uploads[index], want),
    ];
    return uploads.flatMap((api, index) => {
        if (!apis.includes(api)) return problem(index, `the name of an API: ${apis.join(", ")}`);
        return uploads.indexOf(api) < index ? problem(index, "each API once") : [];
    });
}

function checkList(list: List, { [list]: ranges }: FirewallSettings): string[] {
    const seen = new Set<string>();
    const repeated = ranges.flatMap((range, index) => {
        const key = rangeKey(range);
        if (seen.has(key)) return [settingProblem(["firewall", list, index], range, "each address range once")];
        seen.add(key);
        return [];
    });
    const tooMany = byVersion(ranges)
        .filter(([, { length }]) => length > maxRanges)
        .map(
            ([version, { length }]) =>
                `gatehouse:firewall.${list}: got ${length} ranges of ${version.replace("IPV", "IPv")}, want at most ${maxRanges}, as an IP set of AWS WAF has no more: join ranges`,
        );
    return [...repeated, ...tooMany];
}

function checkBothLists({ allow, block }: FirewallSettings): string[] {
    const allowed = new Set(allow.map(rangeKey));
    return block.flatMap((range, index) =>
        allowed.has(rangeKey(range))
            ? [
                  settingProblem(
                      ["firewall", "block", index],
                      range,
                      "no range that `firewall.allow` has too, which is never blocked",
                  ),
              ]
            : [],
    );
}

function checkCountries({ countries }: FirewallSettings, gateway: Settings["gateway"] | undefined): string[] {
    if (countries === undefined) return [];
    const problem = (want: string) => [`gatehouse:firewall.countries: got ${JSON.stringify(countries)}, want ${want}`];
    const { allow, block } = countries;
    if (gateway?.endpoint.type === "private")
        return problem(
            "no such key with `gateway.endpoint: { type: private }`, as private addresses are in no country",
        );
    if (allow !== undefined && block !== undefined)
        return problem("allow or block, as no other country than the allowed ones may call anyway");
    if ((allow ?? block ?? []).length === 0) return problem("at least one country, in allow or in block");
    return repeatedCountries("firewall", countries);
}

function checkRules(settings: Partial<Settings>): string[] {
    const { stages } = settings;
    // A section that is not valid by itself has a problem already; its key is left out.
    if (stages === undefined || !("edge" in settings) || !("domain" in settings)) return [];
    const paths = uploadPathsOf({ ...settings, stages });
    const tooLong = paths
        .filter((path) => path.length > maxPathLength)
        .map((path) => `gatehouse:firewall.uploads: got the path "${path}", want at most ${maxPathLength} characters`);
    return [...tooLong, ...capacityProblems({ ...settings, stages })];
}
