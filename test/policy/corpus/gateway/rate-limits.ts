import { type Declared, type Json, unknown } from "../../engine";
import type { ViolationCase } from "../case";
import { gatewayStack, goodSettings } from "./stack";

type Props = { readonly [key: string]: Json };

const breaks = (reason: string, at: string, resources: readonly Declared[]): ViolationCase => ({
    reason,
    policy: "r3-rate-limits",
    at,
    resources,
});

const everyMethod = (settings: Props) =>
    gatewayStack({ "every-method": { props: { settings: { ...goodSettings, ...settings } } } });

const plan = (props: Props) => gatewayStack({ plan: { props } });

const without = (name: string, key: keyof typeof goodSettings) => {
    const { [key]: _left, ...settings } = goodSettings;
    return gatewayStack({ [name]: { props: { settings } } });
};

const stages = (throttles: Json): Json => [{ apiId: unknown, stage: "Test", throttles }];

const secondPlan = (rateLimit: number, client: Json = "web"): Declared[] => [
    {
        type: "aws:apigateway/usagePlan:UsagePlan",
        name: "more",
        props: { apiStages: [{ apiId: unknown, stage: "Test" }], throttleSettings: { rateLimit, burstLimit: 50 } },
        from: { apiStages: ["api", "stage"] },
    },
    { type: "aws:apigateway/apiKey:ApiKey", name: "more-key", props: { tags: { client } } },
    {
        type: "aws:apigateway/usagePlanKey:UsagePlanKey",
        name: "more-in-plan",
        props: { keyId: unknown, keyType: "API_KEY", usagePlanId: unknown },
        from: { keyId: ["more-key"], usagePlanId: ["more"] },
    },
];

/** Ways for a client to exceed the rate limit. */
export const violations: readonly ViolationCase[] = [
    breaks("a stage above the limit", "every-method", everyMethod({ throttlingRateLimit: 150_000 })),
    breaks("one request above the limit", "every-method", everyMethod({ throttlingRateLimit: 100_001 })),
    breaks("a burst above the limit", "every-method", everyMethod({ throttlingBurstLimit: 1_000_000 })),
    breaks("a rate of -1 disables the throttle", "every-method", everyMethod({ throttlingRateLimit: -1 })),
    breaks("a burst of -1 disables the throttle", "every-method", everyMethod({ throttlingBurstLimit: -1 })),
    breaks("a limit of 0 is a mistake", "every-method", everyMethod({ throttlingRateLimit: 0 })),
    breaks("a rate as a string", "every-method", everyMethod({ throttlingRateLimit: "100" })),
    breaks("not a number", "every-method", everyMethod({ throttlingRateLimit: "NaN" })),
    breaks("no rate", "every-method", without("every-method", "throttlingRateLimit")),
    breaks("no burst", "every-method", without("every-method", "throttlingBurstLimit")),
    breaks("an unknown rate", "every-method", everyMethod({ throttlingRateLimit: unknown })),
    {
        ...breaks(
            "unknown settings",
            "every-method",
            gatewayStack({ "every-method": { props: { settings: unknown } } }),
        ),
        also: [{ policy: "r2-cached-content", at: "every-method" }],
    },
    breaks("settings of one path switch the throttle off", "stock", without("stock", "throttlingRateLimit")),
    breaks(
        "settings of one path go beyond the limit",
        "stock",
        gatewayStack({ stock: { props: { settings: { ...goodSettings, throttlingRateLimit: 100_001 } } } }),
    ),
    {
        ...breaks("no settings for every method", "stage", gatewayStack({ "every-method": null })),
        also: [{ policy: "r2-cached-content", at: "stage" }],
    },
    breaks(
        "ignored changes of the throttle",
        "every-method",
        gatewayStack({ "every-method": { ignoreChanges: ["settings.throttlingRateLimit"] } }),
    ),
    {
        ...breaks(
            "an unknown path",
            "every-method",
            gatewayStack({ "every-method": { props: { methodPath: unknown } } }),
        ),
        also: [
            { policy: "r2-cached-content", at: "every-method" },
            { policy: "r2-cached-content", at: "stage" },
            { policy: "r3-rate-limits", at: "stage" },
        ],
    },
    breaks("a plan above the limit", "plan", plan({ throttleSettings: { rateLimit: 150_000, burstLimit: 50 } })),
    breaks(
        "a plan's burst above the limit",
        "plan",
        plan({ throttleSettings: { rateLimit: 100, burstLimit: 100_001 } }),
    ),
    breaks("a plan without a throttle", "plan", plan({ throttleSettings: null })),
    breaks(
        "a quota is not a rate",
        "plan",
        plan({ throttleSettings: null, quotaSettings: { limit: 10, period: "DAY" } }),
    ),
    breaks("a plan without a burst", "plan", plan({ throttleSettings: { rateLimit: 100 } })),
    breaks("a plan with a negative rate", "plan", plan({ throttleSettings: { rateLimit: -1, burstLimit: -1 } })),
    breaks("a plan's unknown throttle", "plan", plan({ throttleSettings: unknown })),
    breaks("a plan's unknown rate", "plan", plan({ throttleSettings: { rateLimit: unknown, burstLimit: 1 } })),
    breaks(
        "ignored changes of the plan's throttle",
        "plan",
        gatewayStack({ plan: { ignoreChanges: ["throttleSettings"] } }),
    ),
    breaks(
        "a method's throttle in a plan above the limit",
        "plan",
        plan({ apiStages: stages([{ path: "/items/GET", rateLimit: 100_001, burstLimit: 1 }]) }),
    ),
    breaks(
        "a method's throttle in a plan without a rate",
        "plan",
        plan({ apiStages: stages([{ path: "/items/GET" }]) }),
    ),
    breaks("methods' unknown throttles", "plan", plan({ apiStages: stages(unknown) })),
    breaks("unknown stages", "plan", plan({ apiStages: unknown })),
    breaks(
        "methods of a plan add up",
        "web-key",
        plan({
            apiStages: stages([
                { path: "/items/GET", rateLimit: 60_000, burstLimit: 1 },
                { path: "/stock/GET", rateLimit: 60_000, burstLimit: 1 },
            ]),
        }),
    ),
    breaks(
        "one client with keys in two plans",
        "web-key",
        gatewayStack(
            { plan: { props: { throttleSettings: { rateLimit: 60_000, burstLimit: 1 } } } },
            secondPlan(60_000),
        ),
    ),
    breaks(
        "one customer with keys in two plans",
        "web-key",
        gatewayStack(
            {
                plan: { props: { throttleSettings: { rateLimit: 60_000, burstLimit: 1 } } },
                "web-key": { props: { tags: null, customerId: "web" } },
            },
            secondPlan(60_000),
        ),
    ),
    breaks(
        "one key in two plans",
        "web-key",
        gatewayStack({ plan: { props: { throttleSettings: { rateLimit: 60_000, burstLimit: 1 } } } }, [
            ...secondPlan(60_000, "other"),
            {
                type: "aws:apigateway/usagePlanKey:UsagePlanKey",
                name: "web-in-more",
                props: { keyId: unknown, keyType: "API_KEY", usagePlanId: unknown },
                from: { keyId: ["web-key"], usagePlanId: ["more"] },
            },
        ]),
    ),
    breaks(
        "two keys of a client in one plan",
        "web-key",
        gatewayStack({ plan: { props: { throttleSettings: { rateLimit: 60_000, burstLimit: 1 } } } }, [
            { type: "aws:apigateway/apiKey:ApiKey", name: "web-key-2", props: { tags: { client: "web" } } },
            {
                type: "aws:apigateway/usagePlanKey:UsagePlanKey",
                name: "web-in-plan-2",
                props: { keyId: unknown, keyType: "API_KEY", usagePlanId: unknown },
                from: { keyId: ["web-key-2"], usagePlanId: ["plan"] },
            },
        ]),
    ),
    breaks("an unknown client", "web-key", gatewayStack({ "web-key": { props: { tags: { client: unknown } } } })),
    {
        ...breaks(
            "a key in a plan outside the stack",
            "web-in-plan",
            gatewayStack({ "web-in-plan": { props: { usagePlanId: "abc" }, from: { keyId: ["web-key"] } } }),
        ),
        also: [
            { policy: "r4-usage-plans", at: "plan" },
            { policy: "r4-usage-plans", at: "web-in-plan" },
        ],
    },
    breaks("infinity is not a limit", "every-method", everyMethod({ throttlingRateLimit: "Infinity" })),
    breaks("a plan's rate as a string", "plan", plan({ throttleSettings: { rateLimit: "100", burstLimit: 50 } })),
    breaks("a fraction above the limit", "plan", plan({ throttleSettings: { rateLimit: 100_000.5, burstLimit: 50 } })),
    breaks(
        "a method's throttle in an invalid plan",
        "plan",
        plan({
            apiStages: stages([{ path: "/items/GET", rateLimit: -1, burstLimit: -1 }]),
        }),
    ),
];
