import assert from "node:assert/strict";
import { parseSettings } from "../../../stacks/settings/parse-settings";
import { settingsWarnings } from "../../../stacks/settings/warnings";
import { changed } from "./example";
import { withHttpApi } from "./http-api/http-stack";

const warningsOf = (settings: Readonly<Record<string, unknown>>, region?: string) =>
    settingsWarnings(settings, parseSettings(settings), "2026-12-01", region).filter((line) => line.includes("burst"));

const high = { requestsPerSecond: 25_000, burst: 5_000 };
const low = { requestsPerSecond: 10, burst: 5 };

describe("the throttles of a stack", () => {
    it("are warned of above the account's, of which all APIs of a region have a part", () => {
        assert.deepEqual(warningsOf(withHttpApi({ throttle: high }), "eu-central-1"), [
            "gatehouse:httpApi.throttle: got 25000 requests per second with a burst of 5000, and an account has 10000 with 5000 in eu-central-1 for all of its APIs together: more has no effect unless AWS raised the limits of this account",
        ]);
        const throttles = { "books GET /": { ...low, burst: 5_001 }, "books POST /": low };
        const [line, ...others] = warningsOf(withHttpApi({ throttles }), "eu-central-1");
        assert.match(line ?? "", /^gatehouse:httpApi\.throttles\.books GET \/: got 10 requests .* burst of 5001, and/);
        assert.deepEqual(others, []);
        assert.match(
            warningsOf(changed("stages.Test.throttle", high)).join(),
            /^gatehouse:stages\.Test\.throttle: .* in a region/,
        );
        const stageThrottles = changed("stages.Test.throttles", { "pictures GET /": high });
        assert.match(warningsOf(stageThrottles).join(), /^gatehouse:stages\.Test\.throttles\.pictures GET \/: /);
        assert.match(
            warningsOf(changed("apis.chat", { runsOn: "gateway", webSocket: { throttle: high } })).join(),
            /^gatehouse:apis\.chat\.webSocket\.throttle: /,
        );
    });

    it("have a lower limit in the regions where an account has less", () => {
        const throttle = { requestsPerSecond: 2_501, burst: 1_250 };
        for (const region of ["af-south-1", "eu-south-1", "mx-central-1"]) {
            assert.match(
                warningsOf(withHttpApi({ throttle }), region).join(),
                / has 2500 with 1250 in [a-z]+-[a-z]+-1 /,
            );
            assert.deepEqual(
                warningsOf(withHttpApi({ throttle: { ...throttle, requestsPerSecond: 2_500 } }), region),
                [],
            );
        }
        assert.deepEqual(warningsOf(withHttpApi({ throttle }), "eu-central-1"), []);
        assert.deepEqual(warningsOf(withHttpApi({ throttle })), []);
    });

    it("are those of plans too", () => {
        const plan = { ...high, throttles: { "pictures GET /": high } };
        const lines = warningsOf(changed("plans.gold", plan)).join("\n");
        assert.match(lines, /^gatehouse:plans\.gold: .*\ngatehouse:plans\.gold\.throttles\.pictures GET \/: [^\n]*$/);
    });

    it("are not warned of where a stage names none, as its default is the usual one", () => {
        const usual = { requestsPerSecond: 10_000, burst: 5_000 };
        assert.deepEqual(warningsOf(changed("stages.Test", {}), "eu-south-1"), []);
        assert.deepEqual(warningsOf(changed("stages.Test.throttle", usual), "eu-central-1"), []);
        assert.match(
            warningsOf(changed("stages.Test.throttle", usual), "eu-south-1").join(),
            /^gatehouse:stages\.Test/,
        );
    });
});
