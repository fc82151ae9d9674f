import { type Declared, type Json, unknown } from "../../engine";
import type { CleanCase, ViolationCase } from "../case";
import {
    breaks,
    from,
    holds,
    inPlan,
    integration,
    key,
    method,
    methods,
    type Props,
    part,
    paths,
    plan,
    secondApi,
    settings,
} from "./parts";
import { gatewayStack, goodSettings, operation } from "./stack";

const [r2, r3, r4] = ["r2-cached-content", "r3-rate-limits", "r4-usage-plans"] as const;
const entry = (apiId: Json = unknown): Json => ({ apiId, stage: "Test" });
const twoApis = (entries: readonly Json[], sources: readonly string[]) =>
    gatewayStack({ plan: { props: { apiStages: entries }, from: { apiStages: sources } } }, secondApi);
const secondDeployment = part(
    "Deployment",
    "next",
    { restApi: unknown, triggers: { body: "3a7bd3e2360a3d29eea436fcfb7e44c735d117c4" } },
    { restApi: ["api"] },
);
const canary = (deploymentId: Json): Partial<Declared> => ({
    props: { canarySettings: { deploymentId, percentTraffic: 10, useStageCache: true } },
    from: {
        restApi: ["api"],
        deployment: ["deployment"],
        ...(deploymentId === unknown && { canarySettings: ["next"] }),
    },
});
const options = method("ask", { httpMethod: "OPTIONS", apiKeyRequired: false });
const mock = (sources: { readonly [property: string]: readonly string[] }) =>
    integration("mock", { httpMethod: "OPTIONS", type: "MOCK", connectionType: null, connectionId: null }, sources);

/** Settings of the Method GET /items, whose unknown path comes from these resources. */
const settingsOf = (sources: readonly string[], changes: Props = {}, more: readonly Declared[] = []): Declared[] => [
    ...methods(),
    ...more,
    part(
        "MethodSettings",
        "own",
        { restApi: unknown, stageName: "Test", methodPath: unknown, settings: { ...goodSettings, ...changes } },
        { restApi: ["api"], stageName: ["stage"], methodPath: sources },
    ),
];
const posting: readonly [Declared, Declared] = [
    method("post-items", { httpMethod: "POST" }),
    integration("send-items", { httpMethod: "POST" }),
];

/** A stack whose stage has these settings, and none for every method. */
const oneByOne = (stack: readonly Declared[], ...methodPaths: readonly Json[]): Declared[] => [
    ...stack.filter(({ name }) => name !== "every-method"),
    ...methodPaths.map((path, index) => settings(`own-${index}`, path)),
];

/** Parts that only seem to belong together. */
export const violations: readonly ViolationCase[] = [
    breaks(r2, "get-items", "an Integration with an unknown verb, of one of two Methods", [
        ...methods({}, { httpMethod: unknown }, [posting[0]]).map((each) =>
            each.name === "call-items"
                ? { ...each, from: { ...each.from, httpMethod: ["get-items", "post-items"] } }
                : each,
        ),
    ]),
    breaks(r2, "get-items", "an Integration with a key of each call, whose verb is its Method's", [
        ...methods({}, { httpMethod: unknown, cacheKeyParameters: ["method.request.header.Date"] }, posting).map(
            (each) =>
                each.name === "call-items" ? { ...each, from: { ...each.from, httpMethod: ["get-items"] } } : each,
        ),
    ]),
    breaks(r3, "stage", "separate settings for all operations but one, which writes", [
        ...oneByOne(gatewayStack(), "items/{id}/GET", "items/GET"),
    ]),
    {
        ...breaks(r3, "stage", "separate settings, one for an operation of any method", [
            ...oneByOne(paths({ "/items": { "x-amazon-apigateway-any-method": operation({}) } }), "items/ANY"),
        ]),
        also: [{ policy: "r2-cached-content", at: "api" }],
    },
    {
        ...breaks(r3, "stage", "separate settings, one of them for an unknown path", [...oneByOne(methods(), unknown)]),
        also: [
            { policy: "r2-cached-content", at: "own-0" },
            { policy: "r2-cached-content", at: "stage" },
            { policy: "r3-rate-limits", at: "own-0" },
        ],
    },
    {
        ...breaks(r3, "stage", "separate settings for the Methods, one of which cannot be read", [
            ...oneByOne([...methods(), method("odd", { httpMethod: unknown })], "items/GET"),
        ]),
        also: [{ policy: "r2-cached-content", at: "odd" }],
    },
    breaks(r3, "stage", "separate settings for the body's operations, and none for an additional Method", [
        ...oneByOne(gatewayStack(), "items/{id}/GET", "items/{id}/DELETE", "items/GET"),
        method("beside", { httpMethod: "PUT" }, { resourceId: ["api"] }),
    ]),
    breaks(r3, "stage", "separate settings for Methods of an API that is only looked up", [
        ...oneByOne(methods(), "items/GET").map(
            (each): Declared => (each.name === "api" ? { ...each, onlyInState: true, outputs: { id: "abc" } } : each),
        ),
    ]),
    {
        ...breaks(r3, "stage", "separate settings for an API whose body is unknown", [
            ...oneByOne(gatewayStack({ api: { props: { body: unknown } } }), "items/GET"),
        ]),
        also: [
            { policy: "r1-private-backend", at: "api" },
            { policy: "r4-key-on-every-operation", at: "api" },
            { policy: "r2-cached-content", at: "api" },
        ],
    },
    {
        ...breaks(r3, "stage", "no settings for an API without operations", [
            ...oneByOne(gatewayStack({ api: { props: { body: null } }, stock: null })),
        ]),
        also: [{ policy: "r2-cached-content", at: "api" }],
    },
    {
        ...breaks(r3, "stage", "separate settings at a stage of an API outside the stack", [
            ...oneByOne(
                gatewayStack({ stage: { props: { restApi: "abc" }, from: { deployment: ["deployment"] } } }),
                "items/GET",
            ),
        ]),
        also: [
            { policy: "r2-cached-content", at: "stage" },
            { policy: "r4-usage-plans", at: "stage" },
            { policy: "r4-usage-plans", at: "plan" },
        ],
    },
    breaks(r2, "own", "settings of an unknown path, of a Method, without a cache", [
        ...settingsOf(["items", "get-items"], { cachingEnabled: false }),
    ]),
    breaks(r2, "own", "settings of an unknown path, of a Resource with one Method, without a cache", [
        ...settingsOf(["items"], { cachingEnabled: false }),
    ]),
    breaks(r2, "own", "settings of an unknown path that another entry also has", [
        ...settingsOf(["get-items"], {}, [settings("first", "items/GET")]),
    ]),
    {
        ...breaks(r3, "own", "settings of the path of one of two Methods", [
            ...settingsOf(["get-items", "post-items"], {}, posting),
        ]),
        also: [{ policy: "r2-cached-content", at: "own" }],
    },
    {
        ...breaks(r3, "own", "settings of a path with two Methods", settingsOf(["items"], {}, posting)),
        also: [{ policy: "r2-cached-content", at: "own" }],
    },
    {
        ...breaks(r3, "own", "settings of a path that comes from another type of resource", settingsOf(["stage"])),
        also: [{ policy: "r2-cached-content", at: "own" }],
    },
    {
        ...breaks(r3, "own", "settings of a path with a Method whose verb is unknown", [
            ...settingsOf(["odd"], {}, [method("odd", { httpMethod: unknown })]),
        ]),
        also: [
            { policy: "r2-cached-content", at: "odd" },
            { policy: "r2-cached-content", at: "own" },
        ],
    },
    {
        ...breaks(r3, "own", "settings of a path with a Method whose path is unknown", [
            ...settingsOf(["odd"], {}, [method("odd", {}, { resourceId: [] })]),
        ]),
        also: [
            { policy: "r2-cached-content", at: "odd" },
            { policy: "r2-cached-content", at: "own" },
        ],
    },
    {
        ...breaks(r3, "own", "settings of a path that is a number", [
            ...settingsOf(["get-items"]).map((each) =>
                each.name === "own" ? { ...each, props: { ...each.props, methodPath: 1 } } : each,
            ),
        ]),
        also: [{ policy: "r2-cached-content", at: "own" }],
        unknownIsFine: ["own methodPath"],
    },
    {
        ...breaks(r3, "stage", "settings of an API outside the stack, with this stage's name", [
            ...gatewayStack({ "every-method": { props: { restApi: "abc" }, from: { stageName: ["stage"] } } }),
        ]),
        also: [
            { policy: "r2-cached-content", at: "every-method" },
            { policy: "r2-cached-content", at: "stage" },
        ],
    },
    {
        ...breaks(r2, "every-method", "settings whose API differs from the API's id", [
            ...gatewayStack({ "every-method": { props: { restApi: "abc" } }, api: { outputs: { id: "own-id" } } }),
        ]),
        also: [
            { policy: "r2-cached-content", at: "stage" },
            { policy: "r3-rate-limits", at: "stage" },
        ],
        unknownIsFine: ["every-method restApi"],
    },
    {
        ...breaks(r3, "other-stage", "settings of one of two stages, whose name is unknown", [
            ...gatewayStack(
                {
                    "every-method": {
                        props: { stageName: unknown },
                        from: { restApi: ["api", "other-api"], stageName: ["stage", "other-stage"] },
                    },
                    plan: {
                        props: { apiStages: [entry(), entry()] },
                        from: { apiStages: ["api", "stage", "other-api", "other-stage"] },
                    },
                },
                secondApi.filter(({ name }) => name !== "other-settings"),
            ),
        ]),
        also: [
            { policy: "r2-cached-content", at: "every-method" },
            { policy: "r2-cached-content", at: "other-stage" },
            { policy: "r2-cached-content", at: "stage" },
            { policy: "r3-rate-limits", at: "stage" },
        ],
    },
    {
        ...breaks(r4, "stage", "one entry of a plan for two APIs' stages with one name", [
            ...twoApis([entry()], ["api", "stage", "other-api"]),
            { ...plan("rest", 100), from: { apiStages: ["other-api", "other-stage"] } },
            inPlan("web-in-rest", ["web-key"], "rest"),
        ]),
        also: [{ policy: "r4-usage-plans", at: "plan" }],
        unknownIsFine: ["plan apiStages.0.stage"],
    },
    breaks(r4, "stage", "an entry of another API with this stage's name", [
        ...twoApis([entry()], ["other-api", "stage"]),
    ]),
    breaks(r3, "mix", "a key in one of two plans", [
        ...gatewayStack({}, [key("more-key", { tags: { client: "more" } }), inPlan("more", ["more-key"], "plan")]),
        inPlan("mix", ["web-key", "more-key"], "plan"),
    ]),
    breaks(r4, "ask", "a mock whose path is that of one of two Methods", [
        ...methods({}, {}, [options, mock({ resourceId: ["ask", "get-items"] })]),
    ]),
    {
        ...breaks(r4, "stage", "a stage whose deployment differs from the deployment's id", [
            ...gatewayStack({ stage: { props: { deployment: "older" } }, deployment: { outputs: { id: "own" } } }),
        ]),
        also: [{ policy: "r2-cached-content", at: "deployment" }],
        unknownIsFine: ["stage deployment"],
    },
];

/** Programs that take an id from another resource that knows it. */
export const clean: readonly CleanCase[] = [
    holds("separate settings for all operations that reach a backend", [
        ...oneByOne(gatewayStack(), "items/{id}/GET", "~1items~1{id}/DELETE", "items/GET"),
    ]),
    holds("separate settings for all Methods", oneByOne(methods(), "items/GET")),
    holds("an Integration that reads an unknown verb from its Method", [
        ...methods({}, { httpMethod: unknown }, posting).map((each) =>
            each.name === "call-items" ? { ...each, from: { ...each.from, httpMethod: ["get-items"] } } : each,
        ),
    ]),
    holds(
        "settings of a path that consists of a Resource's path and a Method's verb",
        settingsOf(["items", "get-items"]),
    ),
    holds("settings of a path from a Method alone", settingsOf(["get-items"], {}, posting)),
    holds("settings of a path from a Resource with one Method", settingsOf(["items"])),
    holds("settings without a cache, of a path from a Method that writes", [
        ...settingsOf(["items", "post-items"], { cachingEnabled: false }, posting),
    ]),
    holds(
        "settings that read the API from the stage",
        from("every-method", { restApi: ["stage"], stageName: ["stage"] }),
    ),
    holds(
        "a stage that reads the API from its deployment",
        from("stage", { restApi: ["deployment"], deployment: ["deployment"] }),
    ),
    holds("a plan that reads the API from its stage", from("plan", { apiStages: ["stage"] })),
    holds("a plan that reads the API from the deployment", from("plan", { apiStages: ["deployment", "stage"] })),
    holds(
        "one plan for two APIs' stages with one name",
        twoApis([entry(), entry()], ["api", "stage", "other-api", "other-stage"]),
    ),
    holds("one plan for an API that is known and one that is new", [
        ...gatewayStack(
            {
                api: { outputs: { id: "own-id" } },
                plan: {
                    props: { apiStages: [entry("own-id"), entry()] },
                    from: { apiStages: ["api", "stage", "other-api", "other-stage"] },
                },
            },
            secondApi,
        ),
    ]),
    holds("a plan whose API is known only through the stage", [
        ...gatewayStack({
            api: { outputs: { id: "own-id" } },
            stage: { props: { restApi: "own-id" } },
            plan: { props: { apiStages: [entry("own-id")] }, from: {} },
        }),
    ]),
    holds("a canary with its own deployment", gatewayStack({ stage: canary(unknown) }, [secondDeployment])),
    holds("a canary of a deployment whose id is known", [
        ...gatewayStack({ stage: canary("next-id") }, [{ ...secondDeployment, outputs: { id: "next-id" } }]),
    ]),
    holds("a Method that reads the API from its Resource", [
        ...methods().map((one) =>
            one.name === "get-items" ? { ...one, from: { restApi: ["items"], resourceId: ["items"] } } : one,
        ),
    ]),
    holds("an Integration that reads all properties from its Method", [
        ...methods({}, {}, [options, mock({ restApi: ["ask"], resourceId: ["ask"] })]),
    ]),
];
