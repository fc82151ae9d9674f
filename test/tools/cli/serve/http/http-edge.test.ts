import assert from "node:assert/strict";
import { readStack } from "../../../../../tools/cli/project/project";
import { withoutEdgeLine } from "../../../../../tools/cli/serve/edge/edge-places";
import { LocalEdge, requireEdge } from "../../../../../tools/cli/serve/edge/local-edge";
import { type GatewayRequest, headerValues } from "../../../../../tools/gateway-emulator/http/message";
import { domainName, httpEdgeResources } from "../../../edge-emulator/state/http-edge-resources";
import { sampleHttpApi } from "../../../http-emulator/sample-http-api";

describe("a distribution in front of an HTTP API", () => {
    const stack = readStack({ name: "http-edge", file: "stacks/examples/Pulumi.http-edge.yaml" });
    const own = { edge: stack.settings.edge?.name ?? "", origin: stack.settings.httpApi?.domain?.name ?? "" };

    it("is served with --edge, which a stack without one rejects", () => {
        assert.equal(requireEdge(stack), stack.settings.edge);
        const { edge: _, ...settings } = stack.settings;
        assert.throws(() => requireEdge({ ...stack, settings }), {
            message: '"--edge": got stack "http-edge", which has no distribution, want one with "gatehouse:edge"',
        });
    });

    it("is served by the names of the stack's file, where the state has realistic ones", async () => {
        const received: GatewayRequest[] = [];
        const edge = new LocalEdge({
            country: undefined,
            explains: false,
            log: () => {},
            gateway: async (request) => {
                received.push(request);
                return { status: 200, headers: [], body: Buffer.from("[]") };
            },
        });
        const http = sampleHttpApi({ domains: { [own.origin]: { "": "$default" } } });
        const places = edge.publish(stack, { api: undefined, http, resources: httpEdgeResources });
        assert.deepEqual(
            [places.name, places.cacheSeconds, places.stagePaths, places.hasSite],
            [own.edge, 60, {}, false],
        );
        const get = async (host: string) => {
            const request = { method: "GET", url: "/api/books", body: Buffer.alloc(0), sourceIp: "192.0.2.1" };
            const served = await edge.serve({ ...request, headers: [["Host", host]] });
            return [served?.response.status, served?.cache];
        };
        assert.notEqual(own.origin, domainName);
        assert.deepEqual(await get(own.edge), [200, "off"]);
        assert.deepEqual(await get("127.0.0.1:8080"), [200, "hit"]);
        assert.deepEqual(await get(own.origin), [403, "off"]);
        assert.deepEqual(
            received.map(({ headers }) => headerValues(headers, "host")),
            [[own.origin]],
        );
    });

    it("is in a notice that proposes --edge, as that in front of a REST API", () => {
        for (const hasRestApi of [true, false]) assert.match(withoutEdgeLine(hasRestApi), /--edge/);
        assert.match(withoutEdgeLine(false), /HTTP API.*no certificate here, and nothing is cached/);
    });
});
