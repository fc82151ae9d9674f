import assert from "node:assert/strict";
import { defaultSettings } from "../../../../policy/contract/settings";
import { stackOf } from "../../../../policy/reading/resource";
import { rateLimits } from "../../../../policy/rules/r3/rate-limits";
import { inPlan, key, plan } from "../../corpus/gateway/parts";
import { gatewayStack } from "../../corpus/gateway/stack";
import { type Declared, type Json, unknown } from "../../engine";
import { plainResource } from "../../plain-resource";
import { messagesOf, only } from "../findings-of";

type Props = { readonly [key: string]: Json };

const said = (resources: readonly Declared[]): string[] => messagesOf("r3-", resources);
const ofPlan = (props: Props) => said(gatewayStack({ plan: { props } }));

describe("R3 of a plan", () => {
    it("is broken above the limit even while the other limit is not known", () => {
        const above = /^UsagePlan "plan": throttleSettings\.(rate|burst)Limit is 200000\.\nExpected: a number above 0/;
        assert.match(only(ofPlan({ throttleSettings: { rateLimit: unknown, burstLimit: 200_000 } })), above);
        const [first = "", ...others] = ofPlan({ throttleSettings: { rateLimit: 200_000, burstLimit: unknown } });
        assert.match(first, above);
        assert.deepEqual(others, []);
    });

    it("says nothing of stages of another form, which R4 reports", () => {
        assert.deepEqual(ofPlan({ apiStages: "Test" }), []);
        const [ofStage, second] = messagesOf("r4-", gatewayStack({ plan: { props: { apiStages: "Test" } } }));
        assert.match(ofStage ?? "", /^Stage "stage": stage "Test" is in no usage plan/);
        assert.match(second ?? "", /^UsagePlan "plan": apiStages does not resolve to a Stage/);
    });
});

describe("R3 of a client", () => {
    const methodAt = (rateLimit: number): Props => ({
        apiStages: [{ apiId: unknown, stage: "Test", throttles: [{ path: "/items/GET", rateLimit, burstLimit: 1 }] }],
    });
    const planAt = (rateLimit: number): Props => ({ throttleSettings: { rateLimit, burstLimit: 50 } });

    it("is broken by the sum of a plan and its methods, each of which is at the limit", () => {
        assert.match(
            only(ofPlan({ ...planAt(100_000), ...methodAt(1) })),
            /^ApiKey "web-key": client "web" may call 100,001 times a second: "plan" 100,001\./,
        );
        assert.deepEqual(ofPlan({ ...planAt(99_999), ...methodAt(1) }), []);
    });

    it("is reported on its plan if that alone exceeds the limit", () =>
        assert.match(only(ofPlan({ ...planAt(100_001), ...methodAt(1) })), /^UsagePlan "plan": /));

    it("depends on the tag that names it, and on no other", () => {
        const ignoring = (tags: Props | null, ignoreChanges: readonly string[]) =>
            said(gatewayStack({ "web-key": { props: { tags }, ignoreChanges } }));
        assert.match(only(ignoring({ client: "web" }, ["tags.client"])), /ignoreChanges contains "tags\.client"/);
        assert.match(only(ignoring(null, ["tags.client"])), /ignoreChanges contains "tags\.client"/);
        assert.deepEqual(ignoring({ client: "web", team: "a" }, ["tags.team"]), []);
        assert.deepEqual(ignoring(null, ["tags.team"]), []);
    });

    it("is named by one tag in any spelling", () => {
        const spelled = (first: Props, second: Props) =>
            said([
                ...gatewayStack({ "web-key": { props: { tags: first } }, plan: { props: planAt(60_000) } }),
                plan("second", 60_000),
                key("second-key", { tags: second }),
                inPlan("second-in-plan", ["second-key"], "second"),
            ]);
        const sum = /: client "shop" may call 120,000 times a second: "plan" 60,000 \+ "second" 60,000\./;
        for (const tag of ["client", "Client-Id", "CLIENT_APP", "client name", "api:client"])
            assert.match(only(spelled({ client: "shop" }, { [tag]: "Shop", team: "a" })), sum, tag);
        assert.deepEqual(spelled({ client: "shop" }, { clients: "shop" }), []);
        assert.deepEqual(spelled({ client: "shop" }, { owner: "shop" }), []);
    });

    it("may be another one while its key is not known, of which R4 warns", () => {
        const causesOf = (keyId: Json, ...keys: readonly string[]) =>
            rateLimits
                .check(
                    stackOf([
                        plainResource("aws:apigateway/usagePlan:UsagePlan", "plan", planAt(1)),
                        plainResource("aws:apigateway/apiKey:ApiKey", "key", {}, { outputs: { id: unknown } }),
                        plainResource(
                            "aws:apigateway/usagePlanKey:UsagePlanKey",
                            "attachment",
                            { keyId, usagePlanId: unknown },
                            { propertyDependencies: { usagePlanId: ["plan"], keyId: keys } },
                        ),
                    ]),
                    defaultSettings,
                )
                .findings.flatMap(({ undecided }) => (undecided ? [undecided] : []));
        assert.deepEqual(causesOf(unknown), [
            {
                urn: "attachment",
                what: "the value of keyId, which pulumi up checks before it creates the resource",
                quiet: true,
            },
        ]);
        assert.deepEqual(causesOf("abc"), []);
        assert.deepEqual(causesOf(unknown, "key"), []);
    });
});
