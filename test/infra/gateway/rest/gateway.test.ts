import assert from "node:assert/strict";
import { newestSnapshot } from "../../../../infra/gateway/rest/deployment";
import { Gateway, type GatewayArgs } from "../../../../infra/gateway/rest/gateway";
import type { StageBehaviour } from "../../../../infra/gateway/rest/method-settings";
import { defaultFields } from "../../../../openapi/access-log";
import { snapshotHash, snapshotName } from "../../../../openapi/snapshot";
import { inputsOf, listed, type Registered, record } from "../../recorder";

const arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/net/x/1";
const host = "pictures.elb.eu-central-1.amazonaws.com";

const behaviour: StageBehaviour = {
    cache: { enabled: true, sizeGb: 0.5, ttlSeconds: 300 },
    throttle: { requestsPerSecond: 10000, burst: 5000 },
    detailedMetrics: false,
    executionLogs: "errors",
};

const args: GatewayArgs = {
    apiName: "gatehouse-test",
    body: '{"openapi":"3.0.1"}',
    backends: { pictures: { host, loadBalancer: { name: "pictures", arn } } },
    stages: { Test: behaviour },
    stageOptions: {
        uncachedMethodPaths: ["~1pictures~1{id}~1views/GET"],
        tracing: true,
        logRetentionDays: 30,
        accessLogFields: defaultFields,
    },
    plans: { standard: { requestsPerSecond: 1000, burst: 500, quota: { requests: 1000000, per: "day" } } },
    clients: { web: "standard" },
    accountRole: true,
    deletionProtection: false,
};

const build = (changes: Partial<GatewayArgs> = {}) => record(() => new Gateway("gateway", { ...args, ...changes }));
const apigateway = (type: string) => `aws:apigateway/${type.charAt(0).toLowerCase()}${type.slice(1)}:${type}`;
const trigger = (registered: Registered[]) => inputsOf(registered, apigateway("Deployment")).triggers;

describe("Gateway", () => {
    it("registers the link, the API, its stage, its plan and its key", async () => {
        const names = listed(await build()).map((each) => each.replace(/gateway-[0-9a-f]{12}$/, "gateway-<snapshot>"));
        assert.deepEqual(names.sort(), [
            "aws:apigateway/account:Account gatehouse-test-logs",
            "aws:apigateway/apiKey:ApiKey web",
            "aws:apigateway/deployment:Deployment gateway-<snapshot>",
            "aws:apigateway/methodSettings:MethodSettings Test-*/*",
            "aws:apigateway/methodSettings:MethodSettings Test-~1pictures~1{id}~1views/GET",
            "aws:apigateway/restApi:RestApi gateway",
            "aws:apigateway/stage:Stage Test",
            "aws:apigateway/usagePlan:UsagePlan standard",
            "aws:apigateway/usagePlanKey:UsagePlanKey web",
            "aws:apigateway/vpcLink:VpcLink pictures",
            "aws:cloudwatch/logGroup:LogGroup Test-access",
            "aws:cloudwatch/logGroup:LogGroup Test-execution",
            "aws:iam/role:Role gatehouse-test-logs",
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment gatehouse-test-logs",
        ]);
    });

    it("does not change the region's role if accountRole is off", async () => {
        const types = (await build({ accountRole: false })).map(({ type }) => type);
        assert.ok(!types.includes(apigateway("Account")));
        assert.ok(!types.includes("aws:iam/role:Role"));
    });

    it("permits its authorizers to call their functions before a stage serves, and gives each stage its variables", async () => {
        const registered = await build({
            authorizerFunctions: {
                bearer: { functionName: "shop_auth_bearer" },
                signed: { functionName: "arn:aws:lambda:eu-central-1:123456789012:function:f", qualifier: "live" },
            },
            variables: { userPool: "eu-central-1_1" },
        });
        const type = "aws:lambda/permission:Permission";
        const { function: own, sourceArn, principal, qualifier } = inputsOf(registered, type, "authorizer_bearer");
        assert.deepEqual(
            [own, sourceArn, principal, qualifier],
            ["shop_auth_bearer", "arn:execute-api/authorizers/*", "apigateway.amazonaws.com", undefined],
        );
        assert.equal(inputsOf(registered, type, "authorizer_signed").qualifier, "live");
        const stage = registered.find((each) => each.type === "gatehouse:gateway:ApiStage");
        assert.ok(stage?.dependencies?.includes(`${type} authorizer_bearer`));
        assert.equal(Object(inputsOf(registered, apigateway("Stage")).variables).userPool, "eu-central-1_1");
    });

    it("permits stages to invoke the functions of backends, of integrations and of canaries, by names that differ", async () => {
        const stages = { live: behaviour, "live-canary": behaviour };
        const aliases = { live: "live", "live-canary": "live-canary" };
        const canary = { percent: 5, variables: { quotesAlias: "live-canary" }, ownCache: false };
        const registered = await build({
            backends: { quotes: { functionName: "shop_quotes", aliases } },
            integrationFunctions: { "events_a-live": "shop_events_a-live" },
            stages,
            releases: {
                kept: [newestSnapshot(args)],
                stages: {
                    live: {
                        snapshot: snapshotName(snapshotHash(newestSnapshot(args))),
                        canary,
                        uncachedMethodPaths: [],
                    },
                },
            },
        });
        const permissions = registered.filter(({ type }) => type === "aws:lambda/permission:Permission");
        assert.deepEqual(permissions.map(({ name, inputs }) => [name, inputs.qualifier, inputs.sourceArn]).sort(), [
            ["canary_quotes_live", "live-canary", "arn:execute-api/live/*"],
            ["integration_events_a-live_live", undefined, "arn:execute-api/live/*"],
            ["integration_events_a-live_live-canary", undefined, "arn:execute-api/live-canary/*"],
            ["quotes-live", "live", "arn:execute-api/live/*"],
            ["quotes-live-canary", "live-canary", "arn:execute-api/live-canary/*"],
        ]);
    });

    it("deploys another snapshot for a resource policy, and none without one", async () => {
        const policy = '{"Statement":[]}';
        const [without, withPolicy] = [await build(), await build({ policy })];
        assert.equal(inputsOf(withPolicy, apigateway("RestApi")).policy, policy);
        assert.ok(!("policy" in inputsOf(without, apigateway("RestApi"))));
        assert.notDeepEqual(trigger(withPolicy), trigger(without));
    });

    it("deploys another snapshot for a disabled default endpoint or its TLS policy, and none for the default", async () => {
        const endpointOf = async (defaultEndpoint: GatewayArgs["defaultEndpoint"]) => {
            const registered = await build({ defaultEndpoint });
            const { disableExecuteApiEndpoint, securityPolicy, endpointAccessMode } = inputsOf(
                registered,
                apigateway("RestApi"),
            );
            return {
                inputs: [disableExecuteApiEndpoint, securityPolicy, endpointAccessMode],
                trigger: JSON.stringify(trigger(registered)),
            };
        };
        const securityPolicy = "SecurityPolicy_TLS13_1_3_2025_09";
        const none = await endpointOf(undefined);
        const enabled = await endpointOf({ enabled: true });
        const disabled = await endpointOf({ enabled: false });
        const strict = await endpointOf({ enabled: true, securityPolicy });
        assert.deepEqual(none, enabled);
        assert.deepEqual(enabled.inputs, [false, undefined, undefined]);
        assert.deepEqual(disabled.inputs, [true, undefined, undefined]);
        assert.deepEqual(strict.inputs, [false, securityPolicy, "STRICT"]);
        assert.equal(new Set([enabled, disabled, strict].map((each) => each.trigger)).size, 3);
    });

    it("permits each stage to invoke a function at its own alias, from this API only", async () => {
        const quotes = { functionName: "shop_quotes", aliases: { Test: "Test", Live: "Live" } };
        const stages = { Test: behaviour, Live: behaviour };
        const registered = await build({ stages, backends: { ...args.backends, quotes } });
        for (const stage of ["Test", "Live"]) {
            assert.deepEqual(inputsOf(registered, "aws:lambda/permission:Permission", `quotes-${stage}`), {
                action: "lambda:InvokeFunction",
                function: "shop_quotes",
                qualifier: stage,
                principal: "apigateway.amazonaws.com",
                sourceArn: `arn:execute-api/${stage}/*`,
            });
            const { variables } = inputsOf(registered, apigateway("Stage"), stage);
            assert.deepEqual(variables, { picturesLink: "pictures_id", picturesBackend: host, quotesAlias: stage });
        }
    });

    it("needs an alias of a function for each stage", async () => {
        const quotes = { functionName: "shop_quotes", aliases: { Live: "Live" } };
        await assert.rejects(build({ backends: { quotes } }), /API "quotes" has no alias for stage "Test"/);
    });

    it("links each backend to its own load balancer", async () => {
        const orders = { host: "orders.elb", loadBalancer: { name: "orders", arn: "arn:orders" } };
        const registered = await build({ backends: { ...args.backends, orders } });
        assert.deepEqual(
            ["pictures", "orders"].map((name) => inputsOf(registered, apigateway("VpcLink"), name)),
            [
                { name: "gatehouse-test-pictures", description: "To the internal load balancer", targetArn: arn },
                {
                    name: "gatehouse-test-orders",
                    description: "To the internal load balancer",
                    targetArn: "arn:orders",
                },
            ],
        );
    });

    it("shares one link between backends behind the same load balancer, each with its own host", async () => {
        const loadBalancer = { name: "shared", arn };
        const registered = await build({
            backends: {
                pictures: { host: "shared.elb/pictures", loadBalancer },
                "order-lines": { host: "shared.elb:8080", loadBalancer },
            },
        });
        assert.equal(inputsOf(registered, apigateway("VpcLink")).name, "gatehouse-test-shared");
        assert.deepEqual(inputsOf(registered, apigateway("Stage")).variables, {
            picturesLink: "shared_id",
            picturesBackend: "shared.elb/pictures",
            orderLinesLink: "shared_id",
            orderLinesBackend: "shared.elb:8080",
        });
    });

    it("imports the body as a regional API and fails on every warning", async () => {
        const api = inputsOf(await build(), apigateway("RestApi"));
        assert.equal(api.body, args.body);
        assert.deepEqual(api.endpointConfiguration, { types: "REGIONAL" });
        assert.equal(api.failOnWarnings, true);
        assert.equal(api.apiKeySource, "HEADER");
    });

    it("repeats the body's binary media types as an argument, without which an update does not change them", async () => {
        const typesOf = async (extension: object) => {
            const body = JSON.stringify({ openapi: "3.0.1", ...extension });
            return inputsOf(await build({ body }), apigateway("RestApi")).binaryMediaTypes;
        };
        assert.deepEqual(await typesOf({ "x-amazon-apigateway-binary-media-types": ["image/png"] }), ["image/png"]);
        assert.equal(await typesOf({}), undefined);
    });

    it("creates a new deployment only when the body changes", async () => {
        const before = trigger(await build());
        assert.deepEqual(trigger(await build({ stageOptions: { ...args.stageOptions, tracing: false } })), before);
        assert.notDeepEqual(trigger(await build({ body: '{"openapi":"3.0.1","paths":{}}' })), before);
    });

    it("gives the stage its cache, its variables, its logs and tracing", async () => {
        const stage = inputsOf(await build(), apigateway("Stage"));
        assert.equal(stage.stageName, "Test");
        assert.equal(stage.cacheClusterEnabled, true);
        assert.equal(stage.cacheClusterSize, "0.5");
        assert.equal(stage.xrayTracingEnabled, true);
        assert.deepEqual(stage.variables, { picturesLink: "pictures_id", picturesBackend: host });
        const { destinationArn, format } = stage.accessLogSettings as { destinationArn: string; format: string };
        assert.equal(destinationArn, "arn:Test-access");
        assert.equal(JSON.parse(format).requestId, "$context.requestId");
        assert.ok(!format.includes('$context.identity.apiKey"'), "the log must not hold the key itself");
    });

    it("turns a cache off explicitly instead of leaving it out", async () => {
        const cache = { enabled: false, sizeGb: 0.5, ttlSeconds: 300 };
        const registered = await build({ stages: { Test: { ...behaviour, cache } } });
        const stage = inputsOf(registered, apigateway("Stage"));
        assert.equal(stage.cacheClusterEnabled, false);
        assert.ok(!("cacheClusterSize" in stage));
    });

    it("repeats throttle, cache and logging in every entry of method settings", async () => {
        const registered = await build();
        const complete = {
            metricsEnabled: false,
            loggingLevel: "ERROR",
            dataTraceEnabled: false,
            throttlingRateLimit: 10000,
            throttlingBurstLimit: 5000,
            cachingEnabled: true,
            cacheTtlInSeconds: 300,
            cacheDataEncrypted: true,
            requireAuthorizationForCacheControl: true,
            unauthorizedCacheControlHeaderStrategy: "SUCCEED_WITH_RESPONSE_HEADER",
        };
        assert.deepEqual(inputsOf(registered, apigateway("MethodSettings"), "Test-*/*").settings, complete);
        assert.deepEqual(
            inputsOf(registered, apigateway("MethodSettings"), "Test-~1pictures~1{id}~1views/GET").settings,
            {
                ...complete,
                cachingEnabled: false,
                cacheTtlInSeconds: 0,
            },
        );
    });

    it("logs nothing, errors or each step of requests, and never their bodies", async () => {
        for (const [executionLogs, level] of [
            ["off", "OFF"],
            ["errors", "ERROR"],
            ["all", "INFO"],
        ] as const) {
            const registered = await build({ stages: { Test: { ...behaviour, executionLogs } } });
            const entries = registered.filter(({ type }) => type === apigateway("MethodSettings"));
            assert.equal(entries.length, 2);
            for (const { inputs } of entries) {
                const { loggingLevel, dataTraceEnabled } = Object(inputs.settings);
                assert.deepEqual([loggingLevel, dataTraceEnabled], [level, false]);
            }
        }
    });

    it("has a line of JSON with the given fields for each call", async () => {
        const accessLogFields = { id: "$context.requestId", sub: "$context.authorizer.claims.sub" };
        const registered = await build({ stageOptions: { ...args.stageOptions, accessLogFields } });
        const { accessLogSettings } = inputsOf(registered, apigateway("Stage"), "Test");
        assert.equal(
            Object(accessLogSettings).format,
            '{"id":"$context.requestId","sub":"$context.authorizer.claims.sub"}',
        );
    });

    it("sends detailed metrics, which are billed per method, only for a stage that wants them", async () => {
        const stages = { Test: behaviour, live: { ...behaviour, detailedMetrics: true } };
        const registered = await build({ stages });
        const metricsOf = (name: string) =>
            (inputsOf(registered, apigateway("MethodSettings"), name).settings as { metricsEnabled: boolean })
                .metricsEnabled;
        assert.equal(metricsOf("Test-*/*"), false);
        assert.equal(metricsOf("live-*/*"), true);
        assert.equal(metricsOf("live-~1pictures~1{id}~1views/GET"), true);
    });

    it("adds only the named stages to a plan that names some", async () => {
        const limits = { requestsPerSecond: 1, burst: 1 };
        const plans = { standard: limits, partner: { ...limits, stages: ["live"] } };
        const registered = await build({ stages: { live: behaviour, candidate: behaviour }, plans });
        const stagesOf = (plan: string) =>
            (inputsOf(registered, apigateway("UsagePlan"), plan).apiStages as { stage: string }[]).map(
                ({ stage }) => stage,
            );
        assert.deepEqual(stagesOf("standard"), ["live", "candidate"]);
        assert.deepEqual(stagesOf("partner"), ["live"]);
    });

    it("adds every stage to a plan that names none, and the key of every client to its plan", async () => {
        const registered = await build();
        const plan = inputsOf(registered, apigateway("UsagePlan"));
        assert.deepEqual(plan.apiStages, [{ apiId: "gateway_id", stage: "Test" }]);
        assert.deepEqual(plan.throttleSettings, { rateLimit: 1000, burstLimit: 500 });
        assert.deepEqual(plan.quotaSettings, { limit: 1000000, period: "DAY" });
        assert.deepEqual(inputsOf(registered, apigateway("UsagePlanKey")), {
            keyId: "web_id",
            keyType: "API_KEY",
            usagePlanId: "standard_id",
        });
        assert.deepEqual(inputsOf(registered, apigateway("ApiKey")).tags, { client: "web" });
    });

    it("marks the value of a key as a secret wherever the state repeats it", async () => {
        const marked = (await build()).filter(({ secretOutputs }) => secretOutputs?.includes("value"));
        assert.deepEqual(marked.map(({ type }) => type).sort(), [apigateway("ApiKey"), apigateway("UsagePlanKey")]);
    });

    it("retains logs of both kinds for the given number of days", async () => {
        const groups = (await build())
            .filter(({ type }) => type === "aws:cloudwatch/logGroup:LogGroup")
            .map(({ inputs }) => inputs);
        assert.deepEqual(groups.map(({ name, retentionInDays }) => [name, retentionInDays]).sort(), [
            ["/gatehouse/gatehouse-test/Test/access", 30],
            ["API-Gateway-Execution-Logs_gateway_id/Test", 30],
        ]);
    });

    it("rejects a client whose plan is missing", async () => {
        await assert.rejects(build({ clients: { web: "gold" } }), /client "web": its plan is not among standard/);
    });
});
