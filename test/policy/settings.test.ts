import assert from "node:assert/strict";
import { configSchema, defaultSettings, readSettings } from "../../policy/settings";

describe("the pack's configuration", () => {
    it("is the default where nothing is configured", () =>
        assert.deepEqual(readSettings({}), { settings: defaultSettings, faults: [] }));

    it("replaces what it names", () => {
        const { settings, faults } = readSettings({
            requestsPerSecond: 500,
            trustedCidrs: ["203.0.113.0/24"],
            enforcementLevel: "mandatory",
        });
        assert.deepEqual(faults, []);
        assert.deepEqual(settings, { ...defaultSettings, requestsPerSecond: 500, trustedCidrs: ["203.0.113.0/24"] });
    });

    it("names every fault at once and keeps the default", () => {
        const { settings, faults } = readSettings({
            requestsPerSecond: 100_001,
            lowestTtlSeconds: "60",
            trustedCidrs: ["0.0.0.0/1"],
            trustedCharts: ["nginx"],
            loadBalancerClasses: ["*"],
            freshnessMarks: "volatile",
            exemptOperations: ["GET /*"],
            lowestTtl: 60,
        });
        assert.deepEqual(settings, defaultSettings);
        assert.deepEqual(faults, [
            '"lowestTtl": not a setting, want one of requestsPerSecond, lowestTtlSeconds, trustedCidrs, trustedCharts, loadBalancerClasses, freshnessMarks, exemptOperations',
            '"requestsPerSecond": got 100001, want a number from 1 to 100000',
            '"lowestTtlSeconds": got "60", want a number from 1 to 3600',
            '"trustedCidrs": got ["0.0.0.0/1"], want a list of CIDR blocks no wider than /8 (IPv6: /16), such as 203.0.113.0/24',
            '"trustedCharts": got ["nginx"], want a list of charts as name@version, such as metrics-server@3.12.1',
            '"loadBalancerClasses": got ["*"], want a list of load balancer classes',
            '"freshnessMarks": got "volatile", want a list of values of x-content-freshness',
            '"exemptOperations": got ["GET /*"], want a list of words "preflight" or operations, such as "GET /health"',
        ]);
    });

    it("is described to the engine with its defaults", () => {
        assert.deepEqual(Object.keys(configSchema(["requestsPerSecond"]).properties ?? {}), ["requestsPerSecond"]);
        assert.equal(configSchema(["requestsPerSecond"]).properties?.requestsPerSecond?.default, 100_000);
    });
});
