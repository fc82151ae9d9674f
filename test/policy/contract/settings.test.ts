import assert from "node:assert/strict";
import { configSchema, defaultSettings, readSettings } from "../../../policy/contract/settings";

describe("the pack's configuration", () => {
    it("defaults to the default settings", () =>
        assert.deepEqual(readSettings({}), { settings: defaultSettings, problems: [] }));

    it("overrides individual settings", () => {
        const { settings, problems } = readSettings({
            requestsPerSecond: 500,
            trustedCidrs: ["203.0.113.0/24"],
            enforcementLevel: "mandatory",
        });
        assert.deepEqual(problems, []);
        assert.deepEqual(settings, { ...defaultSettings, requestsPerSecond: 500, trustedCidrs: ["203.0.113.0/24"] });
    });

    it("collects every problem and keeps the defaults", () => {
        const { settings, problems } = readSettings({
            requestsPerSecond: 100_001,
            lowestTtlSeconds: "60",
            trustedCidrs: ["0.0.0.0/1"],
            trustedCharts: ["nginx"],
            loadBalancerClasses: ["*"],
            freshnessMarks: "volatile",
            exemptOperations: ["GET /*"],
            preset: "lax",
            lowestTtl: 60,
        });
        assert.deepEqual(settings, defaultSettings);
        assert.deepEqual(problems, [
            '"lowestTtl": not a setting, expected one of preset, requestsPerSecond, accountRequestsPerSecond, lowestTtlSeconds, trustedCidrs, trustedCharts, loadBalancerClasses, freshnessMarks, exemptOperations',
            '"requestsPerSecond": got 100001, expected a number from 1 to 100000',
            '"lowestTtlSeconds": got "60", expected a number from 1 to 3600',
            '"trustedCidrs": got ["0.0.0.0/1"], expected a list of CIDR blocks no wider than /8 (IPv6: /16), such as 203.0.113.0/24',
            '"trustedCharts": got ["nginx"], expected a list of charts as repository/name@version, such as https://kubernetes-sigs.github.io/metrics-server/metrics-server@3.12.1',
            '"loadBalancerClasses": got ["*"], expected a list of load balancer classes',
            '"freshnessMarks": got "volatile", expected a list of values of x-content-freshness',
            '"exemptOperations": got ["GET /*"], expected a list of words "preflight" or operations, such as "GET /health"',
            '"preset": got "lax", expected standard or strict',
        ]);
    });

    const accepted: readonly (readonly [string, unknown])[] = [
        ["requestsPerSecond", 1],
        ["requestsPerSecond", 100_000],
        ["lowestTtlSeconds", 1],
        ["lowestTtlSeconds", 3600],
        ["trustedCidrs", ["8.0.0.0/8", "2001:db8::/16", "fc00::/7", "10.0.0.0/8", "203.0.113.7/32"]],
        ["trustedCidrs", []],
        ["trustedCharts", ["metrics-server@3.12.1", "oci://x/y@1.0.0-rc.1+2", "https://x.example/charts/y@v1.0.0"]],
        ["loadBalancerClasses", ["example.com/nlb"]],
        ["freshnessMarks", ["live", "per-call"]],
        ["exemptOperations", ["preflight", "GET /health", "TRACE /"]],
    ];
    for (const [key, value] of accepted) {
        it(`accepts ${key} ${JSON.stringify(value)}`, () =>
            assert.deepEqual(readSettings({ [key]: value }), {
                settings: { ...defaultSettings, [key]: value },
                problems: [],
            }));
    }

    const rejected: readonly (readonly [string, unknown])[] = [
        ["requestsPerSecond", 0],
        ["requestsPerSecond", Number.NaN],
        ["lowestTtlSeconds", 0],
        ["lowestTtlSeconds", 3601],
        ["trustedCidrs", "10.0.0.0/8"],
        ["trustedCidrs", ["8.0.0.0/7"]],
        ["trustedCidrs", ["2001:db8::/15"]],
        ["trustedCidrs", ["10.0.0.0/8", "everyone"]],
        ["trustedCidrs", ["10.0.0.0/8", 10]],
        ["trustedCharts", ["nginx@latest"]],
        ["trustedCharts", ["nginx@*"]],
        ["trustedCharts", ["nginx @1.0.0"]],
        ["trustedCharts", ["@1.0.0"]],
        ["trustedCharts", ["nginx@"]],
        ["trustedCharts", ["nginx@1.0.0@2.0.0"]],
        ["trustedCharts", ["https://user:word@x.example/nginx@1.0.0"]],
        ["trustedCharts", ["nginx@^1.0.0"]],
        ["trustedCharts", ["nginx@1.0.x"]],
        ["trustedCharts", ["nginx@1.0.0,>2"]],
        ["trustedCharts", ["nginx@1.0"]],
        ["trustedCharts", ["nginx@1.0.0-"]],
        ["trustedCharts", ["* nginx@1.0.0"]],
        ["trustedCharts", ["nginx@1.0.0 *"]],
        ["loadBalancerClasses", ["a b"]],
        ["loadBalancerClasses", ["a*"]],
        ["loadBalancerClasses", [""]],
        ["freshnessMarks", ["vol*"]],
        ["exemptOperations", ["get /health"]],
        ["exemptOperations", ["GET health"]],
        ["exemptOperations", ["ANY /health"]],
        ["exemptOperations", ["FORGET /health"]],
        ["exemptOperations", ["GET /a b"]],
        ["exemptOperations", ["GET /a*"]],
        ["exemptOperations", ["preflights"]],
    ];
    for (const [key, value] of rejected) {
        it(`rejects ${key} ${JSON.stringify(value)}`, () => {
            const { settings, problems } = readSettings({ [key]: value });
            assert.deepEqual(settings, defaultSettings);
            assert.equal(problems.length, 1);
            assert.ok(problems[0]?.startsWith(`"${key}": got ${JSON.stringify(value)}, expected a `), problems[0]);
        });
    }

    it("has a schema with its defaults", () => {
        assert.deepEqual(Object.keys(configSchema(["requestsPerSecond"]).properties ?? {}), [
            "preset",
            "requestsPerSecond",
        ]);
        assert.deepEqual(configSchema([]).properties?.preset?.enum, ["standard", "strict"]);
        assert.equal(configSchema(["requestsPerSecond"]).properties?.requestsPerSecond?.default, 100_000);
    });
});
