import assert from "node:assert/strict";
import { statusField } from "../../../../stacks/settings/gateway/access-log";
import { parseSettings } from "../../../../stacks/settings/parse-settings";
import { settingsWarnings } from "../../../../stacks/settings/warnings";
import { problemsOf, validSettings } from "../example";

const on = (alarms: object, others: object = {}) => ({ ...validSettings, ...others, alarms });
const warningsOf = (values: Record<string, unknown>) =>
    settingsWarnings(values, parseSettings(values), "2026-11-30").filter((line) => /alarm/.test(line));
const [email, key] = [["ops@shop.dev"], "0123456789-key"];

describe("the settings of alarms", () => {
    it("have defaults for every threshold, and are absent by default", () => {
        const { alarms } = parseSettings(on({}));
        assert.equal(alarms?.notify, "each");
        assert.equal(alarms?.thresholds.quietMinutes, 0);
        assert.equal(parseSettings(validSettings).alarms, undefined);
    });

    it("are rejected with an address or a URL twice, which would be one subscription", () => {
        const twice = [`https://events.shop.dev/${key}`, "https://other.shop.dev/", `https://events.shop.dev/${key}`];
        const problems = problemsOf(on({ email: ["a@shop.dev", "b@shop.dev", "a@shop.dev"], https: twice }));
        assert.deepEqual(problems, [
            'gatehouse:alarms.email.2: got "a@shop.dev", want each address once',
            'gatehouse:alarms.https.2: got "[secret]", want each URL once',
        ]);
    });

    it("never show a URL that may contain a key", () => {
        for (const https of [
            [`http://events.shop.dev/${key}`],
            `https://events.shop.dev/${key}`,
            [`https://events.shop.dev:port/${key}`],
        ]) {
            const problems = problemsOf(on({ email, https }));
            assert.equal(problems.length, 1);
            assert.match(problems[0] ?? "", /^gatehouse:alarms\.https.*got "\[secret\]"/);
        }
    });

    it("are rejected with a share of cache hits where no stage has a cache", () => {
        const thresholds = { cacheHitShare: 0.5 };
        const off = { stages: { Test: { cache: { enabled: false } } } };
        assert.deepEqual(problemsOf(on({ email, thresholds }, off)), [
            "gatehouse:alarms.thresholds.cacheHitShare: got 0.5, want 0, as no stage has a cache",
        ]);
        assert.deepEqual(problemsOf(on({ email, thresholds })), []);
    });

    it("are rejected with a path of an API that does not exist", () => {
        const problems = problemsOf(on({ canary: { paths: { nothing: "/a" } } }));
        assert.match(problems[0] ?? "", /^gatehouse:alarms\.canary\.paths\.nothing: got "\/a", want no such key, or/);
    });

    it("warn of alarms that reach no one, and of shares that are never exceeded", () => {
        assert.match(warningsOf(on({}))[0] ?? "", /got none of email, https and slack/);
        assert.deepEqual(warningsOf(on({ email })), []);
        const warnings = warningsOf(on({ email, thresholds: { clientErrorShare: 1 } }));
        assert.match(warnings[0] ?? "", /thresholds: got 1 as a share of errors/);
    });

    it("warn of a canary whose calls may be blocked for the place that they come from", () => {
        const countries = { allow: ["DE"] };
        const firewall = warningsOf(on({ email, canary: {} }, { firewall: { countries } }));
        assert.match(
            firewall.join(),
            /^gatehouse:alarms\.canary: with `firewall\.countries`, [^,]*, as the canary calls/,
        );
        const resourcePolicy = { allow: { cidrBlocks: ["203.0.113.0/24"] } };
        const blocks = warningsOf(on({ email, canary: {} }, { gateway: { resourcePolicy } }));
        assert.match(blocks.join(), /^gatehouse:alarms\.canary: with `gateway\.resourcePolicy\.allow\.cidrBlocks`/);
        assert.deepEqual(warningsOf(on({ email }, { firewall: { countries }, gateway: { resourcePolicy } })), []);
        assert.deepEqual(warningsOf(on({ email, canary: {} }, { firewall: {} })), []);
    });

    it("warn of an access log without the status, and find its field by any name", () => {
        const withFields = (fields: object) => on({ email }, { gateway: { accessLog: { fields } } });
        assert.match(
            warningsOf(withFields({ id: "$context.requestId" }))[0] ?? "",
            /got no field with \$context\.status, so the alarm of throttled requests is left out/,
        );
        const named = withFields({ id: "$context.requestId", code: "$context.status" });
        assert.deepEqual(warningsOf(named), []);
        assert.equal(statusField(parseSettings(named).gateway.accessLog), "code");
        assert.equal(statusField(parseSettings(validSettings).gateway.accessLog), "status");
    });
});
