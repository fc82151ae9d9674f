import assert from "node:assert/strict";
import { gatewayOf, requestTo } from "../../../../tools/cli/rehearsal/live-gateway";
import type { DeployedApi } from "../../../../tools/gateway-emulator/state/deployed-api";
import { operation, sampleApi } from "../../gateway-emulator/sample-api";

const name = "shop-tags";
const arn = `arn:aws:lambda:eu-central-1:123456789012:function:${name}`;
const uri = `arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/${arn}/invocations`;
const tags = operation("GET", "/tags/{id}", { integration: { type: "aws_proxy", httpMethod: "POST", uri } });

function apiThatPermits(source: string): DeployedApi {
    const shared = { folder: "/", handler: "index.handler", runtime: "nodejs24.x", environment: {}, memory: 128 };
    const nodeFunctions = { [name]: { name, arn, timeoutInMillis: 1000, ...shared, permits: { "": [source] } } };
    return sampleApi({ operations: [tags], nodeFunctions });
}

async function statusesOf(api: DeployedApi): Promise<number[]> {
    const gateway = gatewayOf(api, { clock: () => 0, random: () => 0 });
    const requests = requestTo(api, "Test", "GET /tags/{id}");
    return Promise.all(requests.map(async (request) => (await gateway.serve(request)).response.status));
}

describe("requests of a rehearsal", () => {
    it("reach the function of an integration", async () => {
        assert.deepEqual(await statusesOf(apiThatPermits(`${sampleApi().executionArn}/Test/GET/tags/*`)), [200]);
    });

    it("fail while the function does not permit the stage", async () => {
        assert.deepEqual(await statusesOf(apiThatPermits(`${sampleApi().executionArn}/Live/GET/tags/*`)), [500]);
    });

    it("are not sent to operations that need more than a key", () => {
        const api = sampleApi({
            operations: [
                operation("POST", "/tags"),
                operation("GET", "/queue", { integration: { type: "aws" } }),
                operation("GET", "/mine", { authorization: { name: "iam", authorizer: { type: "iam" }, scopes: [] } }),
            ],
        });
        for (const each of ["POST /tags", "GET /queue", "GET /mine"])
            assert.deepEqual(requestTo(api, "Test", each), [], each);
    });
});
