import assert from "node:assert/strict";
import { type Declared, type Json, unknown } from "../../engine";
import { Program } from "../../program";
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
    it("holds with both numbers in all settings", () =>
        assert.deepEqual(
            said("HTTP", { defaultRouteSettings: fine, routeSettings: [{ routeKey: "GET /", ...fine }] }),
            [],
        ));

    it("is left to the account's throttle where a number is missing", () => {
        const both = (at: string, value: string) => [
            `r3-stage-throttles: ${at}.throttlingRateLimit is ${value} and ${at}.throttlingBurstLimit is ${value}`,
        ];
        for (const settings of [null, {}, { detailedMetricsEnabled: true }])
            assert.deepEqual(said("HTTP", { defaultRouteSettings: settings }), both("defaultRouteSettings", "absent"));
        assert.deepEqual(said("HTTP", { defaultRouteSettings: limits(0, 0) }), both("defaultRouteSettings", "0"));
        assert.deepEqual(said("HTTP", { defaultRouteSettings: limits(1000, null) }), [
            "r3-stage-throttles: defaultRouteSettings.throttlingBurstLimit is absent",
        ]);
        assert.deepEqual(
            said("HTTP", { defaultRouteSettings: fine, routeSettings: [{ routeKey: "GET /", loggingLevel: "OFF" }] }),
            both("routeSettings[0]", "absent"),
        );
    });

    it("is undecided while a limit is not known, and broken above the limit", () => {
        assert.deepEqual(said("HTTP", { defaultRouteSettings: unknown }), [
            "r3-rate-limits: defaultRouteSettings is not known at preview",
        ]);
        assert.deepEqual(said("HTTP", { defaultRouteSettings: limits(unknown, 500) }), [
            "r3-rate-limits: defaultRouteSettings.throttlingRateLimit is not known at preview",
        ]);
        assert.deepEqual(said("HTTP", { defaultRouteSettings: limits(1000, 100_001) }), [
            "r3-rate-limits: defaultRouteSettings.throttlingBurstLimit is 100001",
        ]);
    });
});

describe("R3 of the routes of a stage", () => {
    const routeSettings: readonly Json[] = [
        { routeKey: "a", ...fine },
        { routeKey: "b", ...limits(200_000, 500) },
        { routeKey: "c", throttlingRateLimit: unknown },
        { routeKey: "d" },
        unknown,
        { routeKey: "e", ...limits(1000, "500") },
    ];
    const above = [
        "r3-rate-limits: routeSettings[1].throttlingRateLimit is 200000",
        'r3-rate-limits: routeSettings[5].throttlingBurstLimit is "500"',
    ];

    it("reports those above the limit, or that do not state both limits, at the index of each", () => {
        const both = "throttlingRateLimit is absent and routeSettings[3].throttlingBurstLimit is absent";
        for (const protocol of ["HTTP", "WEBSOCKET"])
            assert.deepEqual(
                said(protocol, { defaultRouteSettings: fine, routeSettings }).sort(),
                [
                    ...above,
                    "r3-rate-limits: routeSettings[2].throttlingRateLimit is not known at preview",
                    "r3-rate-limits: routeSettings[4] is not known at preview",
                    `r3-stage-throttles: routeSettings[3].${both}`,
                ].sort(),
            );
        assert.deepEqual(said("WEBSOCKET", { defaultRouteSettings: fine, routeSettings: unknown }), [
            "r3-rate-limits: routeSettings is not known at preview",
        ]);
    });

    it("says what to change", () => {
        const [first] = findingsOf(
            "r3-",
            stageOf("WEBSOCKET", { defaultRouteSettings: fine, routeSettings: [{ routeKey: "a", ...limits(0, 5) }] }),
        );
        assert.match(first?.message ?? "", /Change: set routeSettings\[0\]\.throttlingRateLimit to at most 100,000\.$/);
    });

    it("adds up what one client may send over all routes of a WebSocket API", () => {
        const route = (routeKey: string): Declared => ({
            type: "aws:apigatewayv2/route:Route",
            name: routeKey,
            props: { apiId: unknown, routeKey },
            from: { apiId: ["api"] },
        });
        const over = (rate: number, ...own: Json[]) =>
            findingsOf("r3-", [
                ...stageOf("WEBSOCKET", { defaultRouteSettings: limits(rate, 500), routeSettings: own }),
                ...["$connect", "$default", "status"].map(route),
            ]).map(({ message }) => message.split("\n")[0]);
        assert.deepEqual(over(33_333), []);
        assert.deepEqual(over(40_000, { routeKey: "status", ...limits(20_000, 10) }), []);
        assert.deepEqual(over(40_000), [
            'Stage "live": one client may send 120,000 requests or messages a second over its routes: "$connect" 40,000 + "$default" 40,000 + "status" 40,000.',
        ]);
    });

    it("counts the stages within the limit, and reports ignored changes", () => {
        const [api, live] = stageOf("WEBSOCKET", {
            defaultRouteSettings: fine,
            routeSettings: [{ routeKey: "a", ...fine }],
        });
        assert.ok(api && live);
        assert.equal(Program.of([api, live]).counts()["r3 stage"], 1);
        for (const path of ["defaultRouteSettings", "routeSettings[0].throttlingRateLimit"]) {
            const [only, ...others] = findingsOf("r3-", [api, { ...live, ignoreChanges: [path] }]);
            assert.match(only?.message ?? "", /^Stage "live": ignoreChanges contains/);
            assert.deepEqual(others, []);
        }
    });
});
