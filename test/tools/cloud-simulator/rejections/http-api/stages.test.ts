import assert from "node:assert/strict";
import type { PropertyMap } from "../../../../../tools/cloud-simulator/state/property-values";
import { SampleHttpApi } from "./sample-http-api";

const both = { throttlingBurstLimit: 100, throttlingRateLimit: 500 };
const none = { throttlingBurstLimit: 0, throttlingRateLimit: 0 };

describe("simulated stages of HTTP APIs", () => {
    let http: SampleHttpApi;
    beforeEach(() => {
        http = new SampleHttpApi();
    });
    const stage = (given: PropertyMap, name = "$default") =>
        http.make("stage", { name, autoDeploy: true, ...given }, name);
    const rejects = (given: PropertyMap, words: RegExp) => assert.throws(() => stage(given), words);

    it("have a URL without the name $default", () => {
        const url = `https://${http.apiId}.execute-api.eu-central-1.amazonaws.com/`;
        assert.equal(stage({}).outputs.invokeUrl, url);
        assert.equal(stage({}, "test").outputs.invokeUrl, `${url}test`);
    });

    it("answer 429 to every call if a block of settings has not both limits", () => {
        http.make("route", { routeKey: "GET /" });
        const routeSettings = [{ routeKey: "GET /", throttlingRateLimit: 5 }];
        const { outputs } = stage({ defaultRouteSettings: { detailedMetricsEnabled: true }, routeSettings });
        assert.deepEqual(outputs.defaultRouteSettings, { ...none, detailedMetricsEnabled: true });
        assert.deepEqual(outputs.routeSettings, [
            { routeKey: "GET /", throttlingBurstLimit: 0, throttlingRateLimit: 5 },
        ]);
        assert.deepEqual(stage({ defaultRouteSettings: both }, "both").outputs.defaultRouteSettings, both);
        assert.equal(stage({}, "neither").outputs.defaultRouteSettings, undefined);
    });

    it("keep default settings that are not given any more", () => {
        const before = stage({ defaultRouteSettings: {} });
        const given = { name: "$default", autoDeploy: true };
        assert.deepEqual(http.update("stage", before, given).defaultRouteSettings, none);
        assert.deepEqual(
            http.update("stage", before, { ...given, defaultRouteSettings: both }).defaultRouteSettings,
            both,
        );
    });

    it("have limits that are numbers of calls, for routes of the API", () => {
        http.make("route", { routeKey: "GET /" });
        rejects(
            { defaultRouteSettings: { ...both, throttlingRateLimit: -1 } },
            /invalid throttle: rate -1, burst 100$/,
        );
        rejects({ defaultRouteSettings: { ...both, throttlingBurstLimit: 0.5 } }, /burst 0\.5$/);
        rejects(
            { routeSettings: [{ routeKey: "GET /books", ...both }] },
            /Unable to find Route by key GET \/books within the provided RouteSettings$/,
        );
        stage({ routeSettings: [{ routeKey: "GET /", ...both, throttlingRateLimit: 0.5 }] });
    });

    it("may have settings of execution logs, which the provider sends for WebSocket APIs alone", () => {
        const defaultRouteSettings = { ...both, loggingLevel: "ERROR", dataTraceEnabled: true };
        http.make("route", { routeKey: "GET /" });
        const routeSettings = [{ routeKey: "GET /", ...both, loggingLevel: "INFO" }];
        assert.equal(stage({ defaultRouteSettings, routeSettings }).id, "$default");
    });

    it("deploy by themselves or show a deployment", () => {
        assert.throws(
            () => http.preview("stage", { name: "$default", autoDeploy: true, deploymentId: "d1" }),
            /Deployment ID cannot be set on this stage because AutoDeploy is enabled\.$/,
        );
        http.make("route", { routeKey: "GET /" });
        const deployment = http.aws.make("aws:apigatewayv2/deployment:Deployment", { apiId: http.apiId });
        stage({ autoDeploy: false, deploymentId: deployment.id });
    });

    it("are at most 10 of an API", () => {
        for (let index = 0; index < 10; index += 1) stage({}, `s${index}`);
        assert.throws(() => stage({}, "more"), /the quota of 10 stages of an HTTP or WebSocket API is reached$/);
    });

    it("write access logs to a group that exists", () => {
        const group = http.aws.make("aws:cloudwatch/logGroup:LogGroup", { name: "/gatehouse/shop-http/access" });
        const logged = (destinationArn: string) => ({
            accessLogSettings: { destinationArn, format: '{"id":"$context.requestId"}' },
        });
        const arn = String(group.outputs.arn);
        rejects(logged(`${arn}-other`), /there is no log group arn:aws:logs:.*access-other$/);
        stage(logged(arn));
        stage(logged(`${arn}:*`), "test");
        http.aws.drop("aws:cloudwatch/logGroup:LogGroup");
        stage(logged(`${arn}-other`), "outside");
    });
});

describe("simulated mappings of HTTP APIs", () => {
    const domainType = "aws:apigateway/domainName:DomainName";
    const map = (http: SampleHttpApi, name: string) =>
        http.make("mapping", { domainName: name, stage: "$default" }, name);

    it("are not those of names with an enhanced security policy", () => {
        const http = new SampleHttpApi();
        http.make("stage", { name: "$default" });
        const enhanced = { securityPolicy: "SecurityPolicy_TLS13_1_3_2025_09", endpointAccessMode: "STRICT" };
        const domain = (domainName: string, given: PropertyMap) => http.aws.make(domainType, { domainName, ...given });
        domain("a.example.com", enhanced);
        domain("b.example.com", { securityPolicy: "TLS_1_2" });
        assert.throws(
            () => map(http, "a.example.com"),
            /cannot have the domain name a\.example\.com with the security/,
        );
        map(http, "b.example.com");
        assert.throws(() => http.make("mapping", { domainName: "b.example.com", stage: "$default" }), /already exists/);
    });

    it("keep their API", async () => {
        const http = new SampleHttpApi();
        http.make("stage", { name: "$default" });
        http.aws.make(domainType, { domainName: "b.example.com", securityPolicy: "TLS_1_2" });
        const mapping = map(http, "b.example.com");
        const api = { id: http.apiId, outputs: {} };
        assert.match(http.rejectionOf("api", api) ?? "", /Please remove all API mappings .*: b\.example\.com$/);
        await http.aws.remove("aws:apigatewayv2/apiMapping:ApiMapping", mapping, "b.example.com");
        assert.equal(http.rejectionOf("api", api), undefined);
    });
});
