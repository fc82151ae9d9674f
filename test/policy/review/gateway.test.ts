import assert from "node:assert/strict";
import { definition, gatewayStack, withDefinition } from "../corpus/gateway/stack";
import { type Declared, type Diagnostic, type Json, Pack, unknown } from "../engine";
import { inPreset } from "../in-preset";

type Props = { readonly [key: string]: Json };

const made = (token: string, name: string, props: Props = {}, more: Partial<Declared> = {}): Declared => ({
    type: `aws:apigateway/${token.charAt(0).toLowerCase()}${token.slice(1)}:${token}`,
    name,
    props,
    ...more,
});

const briefly = ({ policy, urn, level, message }: Diagnostic): string =>
    `${level} ${policy} ${urn.slice(urn.lastIndexOf(":") + 1)}${message.includes("undecided") ? " (undecided)" : ""}`;

async function said(...resources: readonly Declared[]): Promise<string[]> {
    return (await new Pack(inPreset("standard")).preview(resources)).map(briefly).sort();
}

const api = made("RestApi", "api");
const ofApi: Props = { restApi: unknown };
const fromApi = { from: { restApi: ["api"] } };
const deployment = (method = "post"): Declared =>
    made(
        "Deployment",
        "deployment",
        { ...ofApi, triggers: unknown },
        { from: { restApi: ["api"], triggers: [method] } },
    );
const stage = made(
    "Stage",
    "stage",
    { ...ofApi, deployment: unknown, stageName: "live" },
    { from: { restApi: ["api"], deployment: ["deployment"] } },
);
const methodProps: Props = { ...ofApi, resourceId: unknown, httpMethod: "POST", authorization: "NONE" };
const posting = (parent?: string): Declared =>
    made("Method", "post", methodProps, {
        from: { restApi: ["api"], resourceId: ["api"] },
        ...(parent !== undefined && { parent }),
    });
const integration = (from = ["api"]): Declared =>
    made(
        "Integration",
        "call",
        { ...ofApi, resourceId: unknown, httpMethod: "POST", type: "MOCK" },
        { from: { restApi: ["api"], resourceId: from } },
    );
const usual = ["advisory r3-stage-throttles stage", "mandatory r4-key-on-every-operation post"];

describe("the review's inputs about the API gateway", () => {
    it("P5, V2, P6: a Method on the root resource whose parent is the API gets the usual findings", async () => {
        assert.deepEqual(await said(api, posting("api"), integration(), deployment(), stage), usual);
        assert.deepEqual(await said(api, posting("api"), deployment(), stage), usual);
        assert.deepEqual(await said(api, posting("api"), integration(["post"]), deployment(), stage), usual);
    });

    it("P5 in a component, whose resources take every id from it", async () => {
        const inside = { parent: "shop", from: { restApi: ["shop"], resourceId: ["shop"] } };
        const resources = [
            { type: "acme:index:Shop", name: "shop" },
            { ...api, parent: "shop" },
            { ...posting(), ...inside },
            { ...integration(), ...inside },
            { ...deployment(), parent: "shop" },
            { ...stage, parent: "shop" },
        ];
        assert.deepEqual(await said(...resources), usual);
    });

    it("5a, 5b: a POST method on a Resource, with and without parent", async () => {
        for (const parent of [{ parent: "api" }, {}]) {
            const path = made(
                "Resource",
                "items",
                { ...ofApi, parentId: unknown, pathPart: "items" },
                {
                    ...parent,
                    from: { restApi: ["api"], parentId: ["api"] },
                },
            );
            const method = made(
                "Method",
                "post",
                { ...methodProps, apiKeyRequired: true },
                {
                    from: { restApi: ["api"], resourceId: ["items"] },
                },
            );
            assert.deepEqual(await said(api, path, method, deployment(), stage), [
                "advisory r3-stage-throttles stage",
                "mandatory r4-usage-plans stage",
            ]);
        }
    });

    it("a POST method on a path that is not known is no doubt of R2, and a GET is", async () => {
        const method = (httpMethod: string): Declared =>
            made("Method", "method", { ...methodProps, httpMethod, apiKeyRequired: true }, fromApi);
        const rest = [deployment("method"), stage];
        const expected = ["advisory r3-stage-throttles stage", "mandatory r4-usage-plans stage"];
        assert.deepEqual(await said(api, method("POST"), ...rest), expected);
        assert.deepEqual(await said(api, method("GET"), ...rest), [
            "advisory r2-cached-content method (undecided)",
            ...expected,
        ]);
    });

    it("4: a digest in the variables of a deployment", async () => {
        const changes: Props = { triggers: null, variables: { version: "3a7bd3e2360a3d29eea436fcfb7e44c735d117c4" } };
        const from = { restApi: ["api"], variables: ["api"] };
        assert.deepEqual(await said(...gatewayStack({ deployment: { props: changes, from } })), []);
        const notYet: Props = { ...changes, variables: { version: unknown } };
        assert.deepEqual(await said(...gatewayStack({ deployment: { props: notYet, from } })), []);
    });

    it("M2: a long word is no digest, and a digest in base64 is one", async () => {
        const triggered = (redeployment: string) =>
            gatewayStack({ deployment: { props: { triggers: { redeployment } } } });
        assert.deepEqual(await said(...triggered("rest_api_6_integration_0")), ["advisory r4-deployments deployment"]);
        assert.deepEqual(await said(...triggered("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")), []);
    });

    it("9: a stage without settings is limited by the account's throttle", async () => {
        const diagnostics = await new Pack(inPreset("standard")).preview([
            api,
            posting(),
            integration(),
            deployment(),
            stage,
        ]);
        assert.deepEqual(diagnostics.map(briefly).sort(), usual);
        const throttle = diagnostics.find(({ policy }) => policy === "r3-stage-throttles");
        assert.match(
            throttle?.message ?? "",
            /no limit of its own: only the account's throttle of 10,000 requests per second over all its APIs limits it/,
        );
    });

    it("13: an unknown body is one cause for three rules", async () => {
        const stack = gatewayStack({ api: { props: { body: unknown } } });
        assert.deepEqual(await said(...stack), ["advisory r1-private-backend api (undecided)"]);
        const strict = await new Pack().preview(stack);
        assert.deepEqual(strict.map(({ policy }) => policy).sort(), [
            "r1-private-backend",
            "r2-cached-content",
            "r4-key-on-every-operation",
        ]);
        assert.equal(new Set(strict.map(({ message }) => message)).size, 1);
        assert.match(strict[0]?.message ?? "", /stageVariables/);
    });

    it("13: the component that writes the body gets no advice that it cannot follow", async () => {
        const component: Declared = { type: "aws-apigateway:index:RestAPI", name: "rest" };
        const stack = gatewayStack({ api: { props: { body: unknown }, parent: "rest" } }, [component]);
        const [first, ...others] = await new Pack(inPreset("standard")).preview(stack);
        assert.deepEqual(others, []);
        assert.doesNotMatch(first?.message ?? "", /stageVariables/);
    });

    it("M1: a component that shows no API yet is undecided, and so is a plan for its stage", async () => {
        const component: Declared = { type: "aws-apigateway:index:RestAPI", name: "rest", props: { routes: unknown } };
        assert.deepEqual(await said(component), ["advisory r4-usage-plans rest (undecided)"]);
        const plan = gatewayStack().filter(({ name }) => ["plan", "web-key", "web-in-plan"].includes(name));
        const ofComponent = plan.map((each) =>
            each.name === "plan" ? { ...each, from: { apiStages: ["rest"] } } : each,
        );
        const [first, ...others] = await said(component, ...ofComponent);
        assert.match(first ?? "", /^advisory r4-usage-plans (plan|rest) \(undecided\)$/);
        assert.deepEqual(others, []);
    });

    it("an API whose methods demand no key has no second finding for its missing plan", async () => {
        const bare = [api, posting(), deployment(), stage];
        assert.equal((await said(...bare)).filter((one) => one.includes(" r4-")).length, 1);
        const keyed = bare.map((each) =>
            each.name === "post" ? { ...each, props: { ...each.props, apiKeyRequired: true } } : each,
        );
        assert.deepEqual(
            (await said(...keyed)).filter((one) => one.includes(" r4-")),
            ["mandatory r4-usage-plans stage"],
        );
    });
});

describe("the review's inputs about other tools", () => {
    const stackTypes = ["aws:cloudformation/stack:Stack", "aws:cloudformation/stackSet:StackSet"];

    it("12: a template that is not known, or elsewhere, is left to the tier strict", async () => {
        for (const type of stackTypes) {
            const places: readonly NonNullable<Declared["props"]>[] = [
                { templateBody: unknown },
                { templateUrl: "https://example.com/t.yaml" },
            ];
            for (const props of places) {
                assert.deepEqual(await said({ type, name: "nodes", props }), []);
                const strict = await new Pack().preview([{ type, name: "nodes", props }]);
                assert.deepEqual(
                    strict.map(({ policy }) => policy),
                    ["r1-opaque-resources"],
                );
            }
        }
    });

    it("M4, M5: tunnels of Pulumi's own Cloudflare and ngrok providers are not called Terraform's", async () => {
        const types = [
            "cloudflare:index/zeroTrustTunnelCloudflared:ZeroTrustTunnelCloudflared",
            "ngrok:index/httpsEdge:HttpsEdge",
        ];
        for (const type of types) {
            const [first, ...others] = await new Pack(inPreset("standard")).preview([{ type, name: "way" }]);
            assert.deepEqual(others, []);
            assert.deepEqual([first?.policy, first?.level], ["r1-private-aws", "mandatory"]);
            assert.ok(first?.message.includes(`of the type "${type}", a tunnel`), first?.message);
            assert.doesNotMatch(first?.message ?? "", /Terraform/);
        }
    });
});

describe("WebSocket APIs", () => {
    const socket: Declared = { type: "aws:apigatewayv2/api:Api", name: "ws", props: { protocolType: "WEBSOCKET" } };
    const part = (kind: string, name: string, props: Props): Declared => ({
        type: `aws:apigatewayv2/${kind.toLowerCase()}:${kind}`,
        name,
        props: { apiId: unknown, ...props },
        from: { apiId: ["ws"] },
    });
    const route = part("Route", "connect", { routeKey: "$connect", apiKeyRequired: true });
    const live = (throttlingRateLimit: number): Declared =>
        part("Stage", "live", {
            name: "live",
            autoDeploy: true,
            defaultRouteSettings: { throttlingRateLimit, throttlingBurstLimit: 50 },
        });
    const plan: readonly Declared[] = gatewayStack()
        .filter(({ name }) => ["plan", "web-key", "web-in-plan"].includes(name))
        .map(
            (each): Declared =>
                each.name === "plan"
                    ? {
                          ...each,
                          props: { ...each.props, apiStages: [{ apiId: unknown, stage: "live" }] },
                          from: { apiStages: ["ws", "live"] },
                      }
                    : each,
        );

    it("keep the rules with a key on $connect, a plan and a throttle", async () => {
        assert.deepEqual(await said(socket, route, live(100), ...plan), []);
    });

    it("break R4 without a key, and R3 above the limit", async () => {
        const open = part("Route", "connect", { routeKey: "$connect" });
        assert.deepEqual(await said(socket, open, live(150_000), ...plan), [
            "mandatory r3-rate-limits live",
            "mandatory r4-key-on-every-operation connect",
        ]);
        assert.deepEqual(await said(socket, live(100), ...plan), ["mandatory r4-usage-plans ws"]);
        assert.deepEqual(await said(socket, route, live(100)), ["mandatory r4-usage-plans live"]);
    });

    it("are limited by the account if their stage has no throttle", async () => {
        const stageOf = part("Stage", "live", { name: "live", autoDeploy: true });
        assert.deepEqual(await said(socket, route, stageOf, ...plan), ["advisory r3-stage-throttles live"]);
    });
});

describe("an unknown body in the update that follows", () => {
    const bare = {
        ...definition,
        paths: { "/items/{id}": { get: { "x-amazon-apigateway-integration": { type: "aws_proxy" } } } },
    };

    async function update(changes: Parameters<typeof gatewayStack>[0], body: object): Promise<string[]> {
        const pack = new Pack(inPreset("standard"));
        const preview = gatewayStack({ ...changes, api: { props: { body: unknown } } });
        for (const { level } of await pack.preview(preview)) assert.equal(level, "advisory");
        const [known] = withDefinition(body as never);
        assert.ok(known);
        return (await pack.create(known, preview)).map(briefly).sort();
    }

    it("passes if the body keeps the rules", async () => {
        assert.deepEqual(await update({}, definition), []);
    });

    it("stops before the API is created if the body demands no key and has no cache key", async () => {
        assert.deepEqual(await update({}, bare), [
            "mandatory r2-cached-content api",
            "mandatory r4-key-on-every-operation api",
        ]);
    });

    it("stops before the API is created if its stage has no cache", async () => {
        assert.deepEqual(await update({ stage: { props: { cacheClusterEnabled: false } } }, definition), [
            "mandatory r2-cached-content api",
        ]);
    });
});
