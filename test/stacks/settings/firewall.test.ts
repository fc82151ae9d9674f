import assert from "node:assert/strict";
import { rangeKey, rangeProblem } from "../../../stacks/settings/firewall/addresses";
import { parseSettings } from "../../../stacks/settings/parse-settings";
import { settingsWarnings } from "../../../stacks/settings/warnings";
import { problemsOf, validSettings } from "./example";

const on = (firewall: object, changes: object = {}) => ({ ...validSettings, firewall, ...changes });
const edge = { name: "www.shop.dev", hostedZone: "shop.dev" };

/** Settings with many APIs, of which the given number take uploads. */
function manyUploads(count: number, changes: object = {}) {
    const api = validSettings.apis.pictures;
    const apis = Object.fromEntries(Array.from({ length: count }, (_, index) => [`api-${index}`, api]));
    return on({ uploads: Object.keys(apis), maximumBodyKilobytes: 20 }, { apis, ...changes });
}

const capacityIn = (problems: readonly string[]) =>
    problems.flatMap(
        (problem) =>
            /^gatehouse:firewall: got rules of (\d+) capacity units on (.+?)[,;]/.exec(problem)?.slice(1) ?? [],
    );

describe("the settings of the firewall", () => {
    it("need no key: AWS's groups block, and nothing else is limited", () => {
        assert.deepEqual(parseSettings(on({})).firewall, {
            managedGroups: { common: "block", knownBadInputs: "block", ipReputation: "block", sqlInjection: "block" },
            uploads: [],
            allow: [],
            block: [],
            log: "blocked",
            sampledRequests: true,
        });
        assert.equal(parseSettings(validSettings).firewall, undefined);
    });

    it("accept addresses of both versions, countries, limits and uploads", () => {
        for (const firewall of [
            { allow: ["203.0.113.0/24", "198.51.100.7/32", "2001:db8::/32", "2001:db8::7/128"] },
            { allow: ["203.0.113.7/32"], block: ["203.0.113.0/24"] },
            { countries: { allow: ["DE"] } },
            { countries: { block: ["KP", "RU"] } },
            { requestsPerAddress: { limit: 10 }, requestsPerKey: { limit: 2_000_000_000, seconds: 600 } },
            { uploads: ["pictures"], maximumBodyKilobytes: 64 },
            { managedGroups: { common: "count", sqlInjection: "off" }, log: "off", sampledRequests: false },
        ])
            assert.deepEqual(problemsOf(on(firewall)), [], JSON.stringify(firewall));
    });

    const ranges: readonly [range: string, want: string | undefined][] = [
        ["203.0.113.0/24", undefined],
        ["0.0.0.0/1", undefined],
        ["::/1", undefined],
        ["2001:db8:0:0::/64", undefined],
        ["fe80::1:2:3:4/128", undefined],
        ["203.0.113.0", "an address range such as 203.0.113.0/24 or 2001:db8::/32"],
        ["203.0.113.0/33", "an address range such as 203.0.113.0/24 or 2001:db8::/32"],
        ["203.0.113.0/024", "an address range such as 203.0.113.0/24 or 2001:db8::/32"],
        ["203.0.113/24", "an address range such as 203.0.113.0/24 or 2001:db8::/32"],
        ["203.0.113.256/32", "an address range such as 203.0.113.0/24 or 2001:db8::/32"],
        ["2001:db8::/129", "an address range such as 203.0.113.0/24 or 2001:db8::/32"],
        ["2001:db8::1::/64", "an address range such as 203.0.113.0/24 or 2001:db8::/32"],
        ["::ffff:192.0.2.1/128", "an address range such as 203.0.113.0/24 or 2001:db8::/32"],
        ["0.0.0.0/0", "a prefix from 1, as an IP set of AWS WAF cannot have all addresses"],
        ["::/0", "a prefix from 1, as an IP set of AWS WAF cannot have all addresses"],
        ["203.0.113.7/24", "203.0.113.0/24, the first address of this range"],
        ["2001:db8:0:0:0:0:0:7/32", "2001:db8::/32, the first address of this range"],
    ];
    for (const [range, want] of ranges)
        it(`${want === undefined ? "take" : "reject"} ${range}`, () => assert.equal(rangeProblem(range), want));

    it("have one spelling for each range", () => {
        for (const [one, other] of [
            ["2001:db8::/32", "2001:0DB8:0:0:0:0:0:0/32"],
            ["::1/128", "0:0:0:0:0:0:0:1/128"],
            ["203.0.113.0/24", "203.0.113.0/24"],
        ] as const)
            assert.equal(rangeKey(one), rangeKey(other));
        assert.notEqual(rangeKey("203.0.113.0/24"), rangeKey("203.0.113.0/25"));
        assert.notEqual(rangeKey("2001:db8::/32"), rangeKey("2001:db9::/32"));
    });

    const problems: readonly [firewall: object, problem: string][] = [
        [
            { allow: ["203.0.113.7/24"] },
            'allow.0: got "203.0.113.7/24", want 203.0.113.0/24, the first address of this range',
        ],
        [
            { block: ["203.0.113.7/32", "2001:db8::/32", "2001:db8:0::/32"] },
            'block.2: got "2001:db8:0::/32", want each address range once',
        ],
        [
            { allow: ["203.0.113.0/24"], block: ["203.0.113.7/32", "203.0.113.0/24"] },
            'block.1: got "203.0.113.0/24", want no range that `firewall.allow` has too, which is never blocked',
        ],
        [
            { countries: { allow: ["DE"], block: ["US"] } },
            'countries: got {"allow":["DE"],"block":["US"]}, want allow or block, as no other country than the allowed ones may call anyway',
        ],
        [
            { countries: { allow: ["DE", "UK"] } },
            'countries.allow.1: got "UK", want GB, the ISO code of the United Kingdom',
        ],
        [{ countries: { block: ["ZZ"] } }, 'countries.block.0: got "ZZ", want the ISO code of a country such as DE'],
        [{ countries: { block: ["de"] } }, 'countries.block.0: got "de", want the ISO code of a country such as DE'],
        [{ countries: { block: ["KP", "KP"] } }, 'countries.block.1: got "KP", want each country once'],
        [{ countries: {} }, "countries: got {}, want at least one country, in allow or in block"],
        [{ countries: { allow: [] } }, 'countries: got {"allow":[]}, want at least one country, in allow or in block'],
        [{ uploads: ["songs"] }, 'uploads.0: got "songs", want the name of an API: pictures'],
        [{ uploads: ["pictures", "pictures"] }, 'uploads.1: got "pictures", want each API once'],
        [{ requestsPerKey: { limit: 9 } }, "requestsPerKey.limit: got 9, want an integer from 10 to 2000000000"],
        [
            { requestsPerKey: { limit: 10, seconds: 61 } },
            "requestsPerKey.seconds: got 61, want one of 60, 120, 300, 600",
        ],
        [{ maximumBodyKilobytes: 65 }, "maximumBodyKilobytes: got 65, want an integer from 1 to 64"],
    ];
    for (const [firewall, problem] of problems)
        it(`reject ${JSON.stringify(firewall)}`, () =>
            assert.deepEqual(problemsOf(on(firewall)), [`gatehouse:firewall.${problem}`]));

    it("have at most 10,000 ranges of a version in a list", () => {
        const many = (count: number) =>
            Array.from({ length: count }, (_, index) => `10.${Math.floor(index / 256)}.${index % 256}.0/24`);
        assert.deepEqual(problemsOf(on({ block: [...many(10_000), "2001:db8::/32"] })), []);
        assert.deepEqual(problemsOf(on({ block: many(10_001) })), [
            "gatehouse:firewall.block: got 10001 ranges of IPv4, want at most 10000, as an IP set of AWS WAF has no more: join ranges",
        ]);
    });

    it("have no countries with a private REST API", () => {
        const gateway = { endpoint: { type: "private" } };
        const want =
            'gatehouse:firewall.countries: got {"allow":["DE"]}, want no such key with `gateway.endpoint: { type: private }`, as private addresses are in no country';
        assert.deepEqual(problemsOf(on({ countries: { allow: ["DE"] } }, { gateway })), [want]);
        assert.deepEqual(problemsOf(on({ allow: ["10.0.0.0/8"] }, { gateway })), []);
    });

    it("have paths of uploads that AWS WAF can compare", () => {
        const basePaths = { Test: "p".repeat(191) };
        assert.deepEqual(problemsOf(on({ uploads: ["pictures"] }, { edge: { ...edge, basePaths } })), [
            `gatehouse:firewall.uploads: got the path "/${basePaths.Test}/pictures", want at most 199 characters`,
        ]);
        const fits = { Test: "p".repeat(189) };
        assert.deepEqual(problemsOf(on({ uploads: ["pictures"] }, { edge: { ...edge, basePaths: fits } })), []);
    });

    it("are not compared with sections that are not valid by themselves", () => {
        for (const changes of [{ edge: { ...edge, name: "" } }, { stages: { Test: { throttle: 1 } } }]) {
            const found = problemsOf(manyUploads(700, changes));
            assert.notDeepEqual(found, []);
            assert.deepEqual(capacityIn(found), []);
        }
    });

    // 1125 for the groups, 1 for the size, 3 labels, and 4 for each path of uploads in two rules.
    it("stay below AWS's limit of capacity, with a warning above what is included", () => {
        const capacityOf = (count: number) => 1125 + 1 + 3 + 8 * count;
        const warnings = (settings: Record<string, unknown>) =>
            capacityIn(settingsWarnings(settings, parseSettings(settings), "2026-11-30"));
        assert.ok(capacityOf(46) <= 1500 && capacityOf(47) > 1500);
        assert.deepEqual(warnings(manyUploads(46)), []);
        assert.deepEqual(warnings(manyUploads(47)), [String(capacityOf(47)), "the stages"]);
        assert.deepEqual(warnings(manyUploads(47, { edge })), [String(capacityOf(47)), "the distribution"]);
        assert.deepEqual(warnings(validSettings), []);
        assert.ok(capacityOf(483) <= 5000 && capacityOf(484) > 5000);
        assert.deepEqual(capacityIn(problemsOf(manyUploads(483))), []);
        assert.deepEqual(capacityIn(problemsOf(manyUploads(484))), [String(capacityOf(484)), "the stages"]);
    });
});
