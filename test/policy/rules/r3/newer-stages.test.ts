import assert from "node:assert/strict";
import { type Declared, type Json, unknown } from "../../engine";
import { findingsOf } from "../findings-of";

type Props = { readonly [key: string]: Json };

/** A stage of an API of the newer kind. */
const stageOf = (protocolType: string, props: Props): Declared[] => [
    { type: "aws:apigatewayv2/api:Api", name: "api", props: { protocolType } },
    {
        type: "aws:apigatewayv2/stage:Stage",
        name: "live",
        props: { apiId: unknown, name: "live", ...props },
        from: { apiId: ["api"] },
    },
];

/** Each finding as its policy and the begin of its message. */
const said = (protocolType: string, props: Props): string[] =>
    findingsOf("r3-", stageOf(protocolType, props)).map(
        ({ policy, message }) =>
            `${policy}: ${message.replace(/^Stage "live": (.*?)[,;.]? ?(?:so only.*|the rule is.*)?\n[\s\S]*$/, "$1")}`,
    );

const limits = (throttlingRateLimit: Json, throttlingBurstLimit: Json): Props => ({
    throttlingRateLimit,
    throttlingBurstLimit,
});
const fine = limits(1000, 500);

describe("R3 of a stage of a WebSocket API", () => {
    it("holds with a throttle for all of its routes", () =>
        assert.deepEqual(said("WEBSOCKET", { defaultRouteSettings: fine }), []));

    it("is broken above the limit, and left to the account's throttle without one", () => {
        assert.deepEqual(said("WEBSOCKET", { defaultRouteSettings: limits(100_001, 500) }), [
            "r3-rate-limits: defaultRouteSettings.throttlingRateLimit is 100001",
        ]);
        assert.deepEqual(said("WEBSOCKET", {}), [
            "r3-stage-throttles: defaultRouteSettings.throttlingRateLimit is absent and defaultRouteSettings.throttlingBurstLimit is absent",
        ]);
    });

    it("is undecided while the throttle is not known", () =>
        assert.deepEqual(said("WEBSOCKET", { defaultRouteSettings: unknown }), [
            "r3-rate-limits: defaultRouteSettings is not known at preview",
        ]));
});

describe("R3 of a stage of an HTTP API", () => {
    it("reports no more than limits that are too high, since R4 reports the API", () => {
        const settings: readonly Json[] = [null, {}, unknown, limits(unknown, 500), limits(1000, null), fine];
        for (const defaultRouteSettings of settings) assert.deepEqual(said("HTTP", { defaultRouteSettings }), []);
        assert.deepEqual(said("HTTP", { defaultRouteSettings: limits(1000, 100_001) }), [
            "r3-rate-limits: defaultRouteSettings.throttlingBurstLimit is 100001",
        ]);
    });
});

describe("R3 of the routes of a stage", () => {
    for (const protocol of ["HTTP", "WEBSOCKET"])
        it(`reports those above the limit, at the index of each: ${protocol}`, () =>
            assert.deepEqual(
                said(protocol, {
                    defaultRouteSettings: fine,
                    routeSettings: [
                        { routeKey: "a", ...fine },
                        { routeKey: "b", ...limits(200_000, 500) },
                        { routeKey: "c", throttlingRateLimit: unknown },
                        { routeKey: "d" },
                        unknown,
                        { routeKey: "e", ...limits(1000, "500") },
                    ],
                }),
                [
                    "r3-rate-limits: routeSettings[1].throttlingRateLimit is 200000",
                    'r3-rate-limits: routeSettings[5].throttlingBurstLimit is "500"',
                ],
            ));
});
