import assert from "node:assert/strict";
import { defaultSettings } from "../../../../policy/contract/settings";
import { stackOf } from "../../../../policy/reading/resource";
import { usagePlans } from "../../../../policy/rules/r4/usage-plans";
import { type Declared, type Json, unknown } from "../../engine";
import { plainResource } from "../../plain-resource";
import { findingsOf } from "../findings-of";

type Props = { readonly [key: string]: Json };

const api: Declared = { type: "aws:apigatewayv2/api:Api", name: "http", props: { protocolType: "HTTP" } };
const checker: Declared = { type: "aws:lambda/function:Function", name: "check", props: {} };
const authorizer = (props: Props = {}, more: Partial<Declared> = {}): Declared => ({
    type: "aws:apigatewayv2/authorizer:Authorizer",
    name: "keys",
    props: {
        apiId: unknown,
        authorizerType: "REQUEST",
        identitySources: ["$request.header.x-api-key"],
        authorizerUri: unknown,
        ...props,
    },
    from: { apiId: ["http"], authorizerUri: ["check"] },
    ...more,
});
const route = (routeKey: Json, props: Props = {}, more: Partial<Declared> = {}): Declared => ({
    type: "aws:apigatewayv2/route:Route",
    name: `route ${String(routeKey)}`,
    props: { apiId: unknown, routeKey, target: "integrations/a", ...props },
    from: { apiId: ["http"], ...(props.authorizationType === "CUSTOM" && { authorizerId: ["keys"] }) },
    ...more,
});
const keyed: Props = { authorizationType: "CUSTOM", authorizerId: unknown };

/** First line of each finding of R4, with its policy. */
const said = (...resources: readonly Declared[]): string[] =>
    findingsOf("r4-", resources).map(({ policy, message }) => `${policy}: ${message.split("\n")[0]}`);

const review =
    'r4-authorizer-keys: Authorizer "keys": its function decides which keys of "http" are valid, and what each client may call; API Gateway itself only rejects a call without the header.';

describe("R4 of an HTTP API", () => {
    it("leaves the function of its authorizer to a review, once for all routes", () =>
        assert.deepEqual(said(api, checker, authorizer(), route("POST /a", keyed), route("POST /b", keyed)), [review]));

    it("names the routes without a key, the first with its reason", () => {
        const open = ["b", "c", "d", "e", "f"].map((path) => route(`POST /${path}`, { authorizationType: "JWT" }));
        const [first = "", ...others] = said(api, checker, authorizer(), route("POST /a", keyed), ...open);
        assert.deepEqual(others, []);
        assert.match(
            first,
            /^r4-usage-plans: Api "http": POST \/b can be called without a key: an HTTP API has no API keys, no usage plans and no cache, and authorizationType is "JWT", which demands no key; so can POST \/c, POST \/d, POST \/e, 1 more\.$/,
        );
    });

    it("tells the two ways to a key", () => {
        const [only] = findingsOf("r4-", [api, route("GET /a")]);
        assert.match(only?.message ?? "", /make it a REST API \(aws\.apigateway\.RestApi\)/);
        assert.match(only?.message ?? "", /"\$request\.header\.x-api-key" in identitySources/);
    });

    it("is undecided while what decides it is not known, once for each cause", () => {
        const undecided = (...resources: readonly Declared[]) =>
            said(api, checker, ...resources).map((line) => line.replace(/^r4-usage-plans: /, ""));
        assert.match(
            undecided(authorizer(), route("POST /a", { authorizationType: unknown }))[0] ?? "",
            /^Route .*authorizationType is not known/,
        );
        for (const [path, props] of [
            ["authorizerType", { authorizerType: unknown }],
            ["identitySources", { identitySources: unknown }],
            ["identitySources[0]", { identitySources: [unknown] }],
        ] as const) {
            const found = undecided(authorizer(props), route("POST /a", keyed), route("POST /b", keyed));
            assert.deepEqual(found, [`Authorizer "keys": ${path} is not known at preview; the rule is undecided.`]);
        }
    });

    it("does not follow an authorizer or a function of another program", () => {
        const outside = route("POST /a", { ...keyed, authorizerId: "abc" }, { from: { apiId: ["http"] } });
        assert.match(said(api, outside).join("\n"), /^r4-usage-plans: Route "[^"]*": authorizerId does not resolve/);
        const foreign = authorizer({ authorizerUri: "arn:aws:lambda:x" }, { from: { apiId: ["http"] } });
        assert.match(
            said(api, foreign, route("POST /a", keyed)).join("\n"),
            /^r4-usage-plans: Authorizer "keys": authorizerUri does not resolve to a function/,
        );
    });

    it("reports ignored changes of what demands the key", () => {
        const ignoring = (ignoreChanges: readonly string[]) => ({ ignoreChanges });
        const lines = said(
            { ...api, ignoreChanges: ["target"] },
            checker,
            authorizer({}, ignoring(["identitySources"])),
            route("POST /a", keyed, ignoring(["authorizationType"])),
        );
        assert.deepEqual(
            lines.map((line) => line.replace(/, so the actual.*/, "")),
            [
                'r4-authorizer-keys: Authorizer "keys": its function decides which keys of "http" are valid, and what each client may call; API Gateway itself only rejects a call without the header.',
                'r4-usage-plans: Route "route POST /a": ignoreChanges contains "authorizationType"',
                'r4-usage-plans: Authorizer "keys": ignoreChanges contains "identitySources"',
                'r4-usage-plans: Api "http": ignoreChanges contains "target"',
            ],
        );
    });

    it("exempts a route whatever the names of its variables, but not one with a greedy variable", () => {
        const resources = [
            { ...plainResource(api.type, "http", { protocolType: "HTTP" }), outputs: { id: "http" } },
            ...["GET /a/{p2}", "GET /a/{p2+}"].map((routeKey) =>
                plainResource("aws:apigatewayv2/route:Route", routeKey, { apiId: "http", routeKey }),
            ),
        ];
        const judged = (exemptOperations: string[]) =>
            usagePlans.check(stackOf(resources), { ...defaultSettings, exemptOperations }).findings;
        assert.deepEqual(judged(["GET /a/{id}", "GET /a/{path+}"]), []);
        assert.match(judged(["GET /a/{id}"])[0]?.message ?? "", /GET \/a\/\{p2\+\} can be called without a key/);
    });

    it("counts routes by what they need", () => {
        const resources = [
            plainResource("aws:apigatewayv2/api:Api", "http", { protocolType: "HTTP" }),
            plainResource("aws:apigatewayv2/route:Route", "health", { apiId: "http", routeKey: "GET /health" }),
            plainResource("aws:apigatewayv2/route:Route", "options", { apiId: "http", routeKey: "OPTIONS /{proxy+}" }),
        ].map((each) => (each.name === "http" ? { ...each, outputs: { ...each.outputs, id: "http" } } : each));
        const exemptOperations = ["preflight", "GET /health"];
        const { counts, findings } = usagePlans.check(stackOf(resources), { ...defaultSettings, exemptOperations });
        assert.deepEqual({ counts, findings }, { counts: { preflight: 1, exempt: 1 }, findings: [] });
        const strict = usagePlans.check(stackOf(resources), { ...defaultSettings, exemptOperations: ["GET /health"] });
        assert.match(strict.findings[0]?.message ?? "", /OPTIONS \/\{proxy\+\} can be called without a key/);
    });
});
