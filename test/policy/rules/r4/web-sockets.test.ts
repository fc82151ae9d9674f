import assert from "node:assert/strict";
import { gatewayStack } from "../../corpus/gateway/stack";
import { type Declared, type Json, Pack, unknown } from "../../engine";
import { inPreset } from "../../in-preset";
import { Program } from "../../program";
import { findingsOf, messagesOf, only } from "../findings-of";

type Props = { readonly [key: string]: Json };

const api = (name: string, props: Props = {}, more: Partial<Declared> = {}): Declared => ({
    type: "aws:apigatewayv2/api:Api",
    name,
    props: { protocolType: "WEBSOCKET", ...props },
    ...more,
});

const part = (kind: string, of: string, name: string, props: Props = {}, more: Partial<Declared> = {}): Declared => ({
    type: `aws:apigatewayv2/${kind.toLowerCase()}:${kind}`,
    name,
    props: { apiId: unknown, ...props },
    from: { apiId: [of] },
    ...more,
});

const connect = (props: Props = {}, more: Partial<Declared> = {}, of = "ws") =>
    part("Route", of, `${of}-connect`, { routeKey: "$connect", apiKeyRequired: true, ...props }, more);
const stage = (of = "ws") => part("Stage", of, `${of}-live`, { name: "live", autoDeploy: true });
const planOf = (...stages: readonly string[]): readonly Declared[] =>
    gatewayStack()
        .filter(({ name }) => ["plan", "web-key", "web-in-plan"].includes(name))
        .map((each) =>
            each.name === "plan"
                ? {
                      ...each,
                      props: { ...each.props, apiStages: stages.map(() => ({ apiId: unknown, stage: "live" })) },
                      from: { apiStages: stages.flatMap((of) => [of, `${of}-live`]) },
                  }
                : each,
        );

const said = (...resources: readonly Declared[]): string[] => messagesOf("r4-", resources);

describe("R4 of a WebSocket API", () => {
    it("holds with a key on $connect, other routes without one, and a plan for each stage", () => {
        const send = part("Route", "ws", "send", { routeKey: "send" });
        assert.deepEqual(said(api("ws"), connect(), send, stage(), ...planOf("ws")), []);
        assert.deepEqual(said(api("ws"), send, connect(), stage(), ...planOf("ws")), []);
    });

    it("holds if the key comes from the header, and from nowhere else than an authorizer", () => {
        const keyFrom = (apiKeySelectionExpression: Json, more: Partial<Declared> = {}) =>
            said(api("ws", { apiKeySelectionExpression }, more), connect(), stage(), ...planOf("ws"));
        assert.deepEqual(keyFrom("$request.header.x-api-key"), []);
        assert.match(
            only(keyFrom("$request.querystring.key")),
            /^Api "ws": apiKeySelectionExpression is "\$request\.querystring\.key", where API Gateway finds no key[^\n]*\n[^\n]*keys that clients send in the header x-api-key[\s\S]*set apiKeySelectionExpression to "\$request\.header\.x-api-key"/,
        );
        assert.match(
            only(keyFrom(unknown)),
            /^Api "ws": apiKeySelectionExpression is not known at preview; the rule is undecided/,
        );
        const ignoring = (path: string) => keyFrom(null, { ignoreChanges: [path] });
        for (const path of ["apiKeySelectionExpression", "protocolType"])
            assert.match(only(ignoring(path)), new RegExp(`ignoreChanges contains "${path}"`));
        assert.deepEqual(ignoring("description"), []);
    });

    it("needs a new deployment for each change of a route, unless stages deploy by themselves", () => {
        const byDeployment: Props = { deploymentId: unknown };
        const deployed = (props: Props, from: NonNullable<Declared["from"]> = {}, live: Props = byDeployment) =>
            said(
                api("ws"),
                connect(),
                part("Deployment", "ws", "deployment", props, { from: { apiId: ["ws"], ...from } }),
                part(
                    "Stage",
                    "ws",
                    "ws-live",
                    { name: "live", ...live },
                    { from: { apiId: ["ws"], deploymentId: ["deployment"] } },
                ),
                ...planOf("ws"),
            );
        const stale =
            /^Deployment "deployment": triggers do not depend on the API's routes, so a change of the routes would not be deployed/;
        assert.match(only(deployed({})), stale);
        assert.match(only(deployed({}, {}, { autoDeploy: false, ...byDeployment })), stale);
        assert.match(only(deployed({ triggers: { routes: "v1" } })), stale);
        assert.deepEqual(deployed({}, {}, { autoDeploy: true }), []);
        assert.deepEqual(deployed({ triggers: { routes: unknown } }, { triggers: ["ws-connect"] }), []);
        assert.deepEqual(deployed({ triggers: { routes: "3a7bd3e2360a3d29eea436fcfb7e44c735d117c4" } }), []);
    });

    const byAuthorizer = { apiKeySelectionExpression: "$context.authorizer.usageIdentifierKey" };
    const given = (props: Props = {}, of: Props = {}, more: Partial<Declared> = {}): readonly Declared[] => [
        api("ws", byAuthorizer),
        part(
            "Authorizer",
            "ws",
            "keys",
            {
                authorizerType: "REQUEST",
                identitySources: ["route.request.header.Sec-WebSocket-Protocol"],
                authorizerUri: unknown,
                ...of,
            },
            more,
        ),
        connect(
            { authorizationType: "CUSTOM", authorizerId: unknown, ...props },
            { from: { apiId: ["ws"], authorizerId: ["keys"] } },
        ),
        stage(),
        ...planOf("ws"),
    ];

    it("leaves an authorizer that gives keys to a review, which fails no preview", async () => {
        const [finding, ...others] = findingsOf("r4-", given());
        assert.deepEqual(others, []);
        assert.equal(finding?.policy, "r4-authorizer-keys");
        assert.match(
            finding?.message ?? "",
            /^Authorizer "keys": its function tells API Gateway the key of each client of "ws"; API Gateway rejects a key without a plan, and no policy sees whether it is the client's own\.\n[^\n]*returns the key that the client sent[^\n]*\n[^\n]*review its code/,
        );
        for (const preset of ["standard", "strict"] as const) {
            const shown = await new Pack(inPreset(preset)).preview(given());
            const own = shown.filter(({ policy }) => policy.startsWith("r4-"));
            assert.deepEqual(
                own.map(({ policy, level }) => `${policy} ${level}`),
                ["r4-authorizer-keys advisory"],
            );
        }
        assert.equal(Program.of(given()).counts()["r4 WebSocket API"], 1);
    });

    it("needs an authorizer of the program that the client sends something to", () => {
        const without =
            /^Route "ws-connect": the API's keys come from an authorizer, and \$connect has none of this program/;
        assert.match(only(said(...given({ authorizationType: "NONE" }))), without);
        assert.match(only(said(...given({ authorizationType: null }))), without);
        assert.match(
            only(
                said(
                    ...given().map((each) =>
                        each.name === "ws-connect" ? { ...each, from: { apiId: ["ws"] } } : each,
                    ),
                ),
            ),
            without,
        );
        assert.match(
            only(said(...given({ authorizationType: unknown }))),
            /^Route "ws-connect": authorizationType is not known/,
        );
        const silent = /^Authorizer "keys": identitySources names no header and no query parameter/;
        for (const identitySources of [null, [], ["context.identity.sourceIp"]])
            assert.match(only(said(...given({}, { identitySources }))), silent);
        assert.match(
            only(said(...given({}, { identitySources: unknown }))),
            /^Authorizer "keys": identitySources is not known/,
        );
        assert.match(
            only(said(...given({}, {}, { ignoreChanges: ["identitySources"] }))),
            /^Authorizer "keys": ignoreChanges/,
        );
        assert.match(
            only(said(...given({ apiKeyRequired: false }))),
            /^Route "ws-connect": apiKeyRequired of \$connect is false/,
        );
    });

    it("is undecided while the protocol is unknown, and broken by an HTTP API", () => {
        const [first = ""] = said(api("any", { protocolType: unknown }));
        assert.match(first, /^Api "any": protocolType/);
        assert.match(
            only(said(api("http", { protocolType: "HTTP" }))),
            /^Api "http": an HTTP API has no API keys, no usage plans and no cache[^\n]*\n[^\n]*a key for every call[\s\S]*make it a REST API/,
        );
    });

    it("needs a route $connect with a key", () => {
        assert.match(
            only(said(api("ws"), stage(), ...planOf("ws"))),
            /^Api "ws": it has no route \$connect, so any client can connect without a key[^\n]*\n[^\n]*a key for each connection to a WebSocket API[\s\S]*add an aws\.apigatewayv2\.Route with routeKey "\$connect" and apiKeyRequired true/,
        );
        const send = part("Route", "ws", "send", { routeKey: "send", apiKeyRequired: true });
        assert.match(only(said(api("ws"), send, stage(), ...planOf("ws"))), /^Api "ws": it has no route \$connect/);
        for (const apiKeyRequired of [false, null])
            assert.match(
                only(said(api("ws"), connect({ apiKeyRequired }), stage())),
                /^Route "ws-connect": apiKeyRequired of \$connect is (false|absent|missing|not set)[^\n]*, so a client can connect without a key[^\n]*\n[^\n]*a key for each connection to a WebSocket API[\s\S]*set apiKeyRequired to true/,
            );
        assert.match(
            only(said(api("ws"), connect({ apiKeyRequired: unknown }), stage(), ...planOf("ws"))),
            /^Route "ws-connect": apiKeyRequired is not known at preview/,
        );
        const ignoring = (path: string) =>
            said(api("ws"), connect({}, { ignoreChanges: [path] }), stage(), ...planOf("ws"));
        for (const path of ["apiKeyRequired", "routeKey", "apiId"])
            assert.match(only(ignoring(path)), new RegExp(`ignoreChanges contains "${path}"`));
        assert.deepEqual(ignoring("operationName"), []);
    });

    it("is undecided while the key of a route is unknown, unless the route demands a key", () => {
        const open = part("Route", "ws", "late", { routeKey: unknown });
        assert.match(only(said(api("ws"), connect(), open, stage(), ...planOf("ws"))), /^Route "late": routeKey/);
        const keyed = part("Route", "ws", "late", { routeKey: unknown, apiKeyRequired: true });
        assert.deepEqual(said(api("ws"), connect(), keyed, stage(), ...planOf("ws")), []);
        const keyless = part("Route", "ws", "late", { routeKey: unknown, apiKeyRequired: false });
        const [ofRoute, ofStage] = said(api("ws"), connect(), keyless, stage());
        assert.match(ofRoute ?? "", /^Route "late": routeKey/);
        assert.match(ofStage ?? "", /^Stage "ws-live": it is in no usage plan/);
    });

    it("needs a plan for each stage of that API, and for no other API's", () => {
        const two = [api("ws"), connect(), stage(), api("other"), connect({}, {}, "other"), stage("other")];
        assert.deepEqual(said(...two, ...planOf("ws", "other")), []);
        assert.match(
            only(said(...two, ...planOf("other"))),
            /^Stage "ws-live": it is in no usage plan, and without one no key gives access[^\n]*\n[^\n]*a usage plan for every stage[\s\S]*add \{ apiId, stage \} of this stage to apiStages/,
        );
        const second = planOf("other").map((each) => ({
            ...each,
            name: `other-${each.name}`,
            ...(each.name === "web-in-plan" && { from: { keyId: ["other-web-key"], usagePlanId: ["other-plan"] } }),
        }));
        assert.deepEqual(said(...two, ...planOf("ws"), ...second), []);
        // The other API's route does not count.
        assert.match(
            only(said(api("ws"), stage(), ...two.slice(3), ...planOf("ws", "other"))),
            /^Api "ws": it has no route/,
        );
    });

    it("is not known for parts of an API outside the stack", () => {
        const foreign: Declared = {
            ...connect(),
            props: { routeKey: "$connect", apiKeyRequired: true, apiId: "abc" },
            from: {},
        };
        assert.match(
            only(said(foreign)),
            /^Route "ws-connect": apiId does not resolve to an API of this stack, and whether its callers need a key is not known/,
        );
        const { apiId: _apiId, ...props } = foreign.props ?? {};
        assert.match(
            only(said({ ...foreign, props })),
            /^Route "ws-connect": apiId does not resolve[^\n]*\nExpected: a part of an API that this program declares\./,
        );
    });
});
