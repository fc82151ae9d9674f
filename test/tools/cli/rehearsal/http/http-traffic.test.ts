import assert from "node:assert/strict";
import { HttpTraffic } from "../../../../../tools/cli/rehearsal/http/http-traffic";
import { SampleHttpCloud, type SampleName } from "./sample-http-cloud";

/** The resources without which requests fail, and the response that these get. */
const missing: readonly (readonly [SampleName, RegExp])[] = [
    ["stage", /^GET \/shop\/1 got 404 /],
    ["integration", /^GET \/shop\/1: .*got "integrations\/integration", want an integration$/],
    ["permission", /^GET \/shop\/1 got 500 /],
    ["link", /^GET \/shop\/1 got 500 .*is no VPC link of the stack/],
    ["listener", /^GET \/shop\/1 got 500 .*is no listener of the stack/],
    ["rule", /^GET \/shop\/1 got 404 the load balancer's fixed response/],
    ["service", /^GET \/shop\/1 got 503 "targets" has no healthy task/],
];

describe("the requests of clients to an HTTP API", () => {
    let sample: SampleHttpCloud;
    beforeEach(() => {
        sample = new SampleHttpCloud();
    });

    it("succeed while nothing is missing, more often than the throttle allows in a second", async () => {
        const traffic = new HttpTraffic(sample.cloud);
        for (let call = 0; call < 3; call++) traffic.look();
        assert.deepEqual(await traffic.problems(), []);
        assert.equal(traffic.sent, 5, "at the start, after each call, and at the end");
    });

    for (const [name, words] of missing)
        it(`fail while the ${name} is missing, and not only at the end`, async () => {
            const traffic = new HttpTraffic(sample.cloud);
            sample.remove(name);
            traffic.look("aws:apigatewayv2/stage:Stage");
            sample.put(name);
            traffic.look("aws:apigatewayv2/stage:Stage");
            const problems = await traffic.problems();
            assert.equal(problems.length, 1);
            assert.match(problems[0] ?? "", words);
        });

    it("fail while tasks are not healthy, and with a throttle of 0 for good", async () => {
        const traffic = new HttpTraffic(sample.cloud);
        sample.cloud.missingPaths.add("/ready");
        traffic.look("aws:ecs/service:Service");
        sample.cloud.missingPaths.clear();
        sample.put("stage", { defaultRouteSettings: { throttlingRateLimit: 0, throttlingBurstLimit: 0 } });
        const statuses = (await traffic.problems()).map((problem) => /got (\d+)/.exec(problem)?.[1]);
        assert.deepEqual(statuses, ["503", "429"]);
    });

    it("end with their route and with their key, and begin with a new key", async () => {
        for (const name of ["route", "item"] as const) {
            const traffic = new HttpTraffic(sample.cloud);
            sample.remove(name);
            traffic.look("aws:apigatewayv2/route:Route");
            assert.deepEqual(await traffic.problems(), [], name);
            sample.put(name);
        }
        sample.remove("item");
        const traffic = new HttpTraffic(sample.cloud);
        sample.put("item");
        assert.deepEqual(await traffic.problems(), []);
        assert.equal(traffic.sent, 1);
    });

    it("count from their first success, as after an update that was interrupted", async () => {
        sample.remove("stage");
        const traffic = new HttpTraffic(sample.cloud);
        traffic.look("aws:apigatewayv2/route:Route");
        sample.put("stage");
        assert.deepEqual(await traffic.problems(), []);
    });

    it("are not sent to routes that need a token, and without an API not at all", async () => {
        sample.put("route", { authorizationType: "JWT" });
        const traffic = new HttpTraffic(sample.cloud);
        sample.remove("api");
        assert.deepEqual(await traffic.problems(), []);
        assert.equal(traffic.sent, 0);
    });

    it("are for the domain name of an API without its default endpoint", async () => {
        sample.put("api", { disableExecuteApiEndpoint: true });
        assert.match((await new HttpTraffic(sample.cloud).problems()).join(), /got 404 .*default endpoint is disabled/);
        const mapping = { apiId: "api", domainName: "api.example.com", stage: "$default" };
        const type = "aws:apigatewayv2/apiMapping:ApiMapping";
        sample.cloud.store.put({
            urn: `urn:pulumi:dev::shop::${type}::m`,
            type,
            id: "m",
            inputs: mapping,
            outputs: mapping,
        });
        assert.deepEqual(await new HttpTraffic(sample.cloud).problems(), []);
    });
});
