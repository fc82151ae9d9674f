import assert from "node:assert/strict";
import { createsVpcEndpoint, needsNetwork } from "../../../stacks/settings/compute-kinds";
import { parseSettings } from "../../../stacks/settings/parse-settings";
import { changed, problemsOf, validSettings } from "./example";

const withEndpoint = (endpoint: object, others: object = {}) => ({
    ...validSettings,
    ...others,
    gateway: { endpoint },
});
const domain = { name: "api.shop.dev", hostedZone: "shop.dev" };

describe("the settings of the endpoint", () => {
    it("are those of a regional one by default", () => {
        assert.deepEqual(parseSettings(validSettings).gateway.endpoint, { type: "regional" });
    });

    it("accept each type with the TLS policies that it has", () => {
        for (const endpoint of [
            { type: "edge" },
            { type: "edge", securityPolicy: "SecurityPolicy_TLS13_2025_EDGE" },
            { securityPolicy: "SecurityPolicy_TLS13_1_3_2025_09" },
            { securityPolicy: "TLS_1_0" },
            { type: "private", privateDns: false, allowedCidrs: ["10.20.0.0/16", "10.8.0.0/16"] },
            { type: "private", vpcEndpointIds: ["vpce-0123456789abcdef0"], privateDns: false },
            { type: "private", securityPolicy: "SecurityPolicy_TLS13_1_2_2021_06" },
        ])
            assert.deepEqual(problemsOf(withEndpoint(endpoint)), [], JSON.stringify(endpoint));
    });

    const problems: readonly [endpoint: object, others: object, problem: RegExp][] = [
        [
            { type: "public" },
            {},
            /^gatehouse:gateway\.endpoint\.type: got "public", want one of regional, edge, private$/,
        ],
        [
            { type: "edge" },
            { domain },
            /endpoint\.type: got "edge", want regional, as the stack's domain name is a regional/,
        ],
        [{ type: "private" }, { domain }, /endpoint\.type: got "private", want regional/],
        [
            { securityPolicy: "SecurityPolicy_TLS13_1_3_2025_09" },
            { domain },
            /securityPolicy: got "SecurityPolicy_TLS13_1_3_2025_09", want no such key beside domain\.tlsPolicy, which decides$/,
        ],
        [
            { type: "edge", securityPolicy: "SecurityPolicy_TLS13_1_3_2025_09" },
            {},
            /want one of TLS_1_0, TLS_1_2, SecurityPolicy_TLS13_2025_EDGE, .*, with type "edge"$/,
        ],
        [
            { type: "private", securityPolicy: "TLS_1_0" },
            {},
            /got "TLS_1_0", want one of TLS_1_2, .*, with type "private"$/,
        ],
        [{ privateDns: false }, {}, /endpoint\.privateDns: got false, want no such key unless type is "private"$/],
        [{ type: "edge", allowedCidrs: ["10.0.0.0/8"] }, {}, /allowedCidrs: got a list, want no such key unless type/],
        [
            { type: "private", vpcEndpointIds: ["vpce-0123456789abcdef0"], allowedCidrs: ["10.0.0.0/8"] },
            {},
            /allowedCidrs: got a list, want no such key beside vpcEndpointIds, whose security groups decide$/,
        ],
        [
            { type: "private", vpcEndpointIds: ["vpc-1"] },
            {},
            /vpcEndpointIds\.0: got "vpc-1", want the id of a VPC endpoint/,
        ],
        [
            { type: "private", allowedCidrs: ["10.0.0.1/8"] },
            {},
            /allowedCidrs\.0: got "10\.0\.0\.1\/8", want an IPv4 block/,
        ],
    ];
    for (const [endpoint, others, problem] of problems)
        it(`report ${JSON.stringify(endpoint)}${others === domain ? "" : " "}${Object.keys(others).join()}`, () => {
            const found = problemsOf(withEndpoint(endpoint, others));
            assert.equal(found.length, 1, found.join("\n"));
            assert.match(found[0] ?? "", problem);
        });

    it("need a network for the VPC endpoint that the stack creates, even if all APIs run on Lambda", () => {
        const { network: _, cluster: __, ...rest } = validSettings;
        const lambda = { ...rest, apis: { quotes: { build: "app/quotes", port: 8080, runsOn: "lambda" } } };
        const isPrivate = { ...lambda, gateway: { endpoint: { type: "private" } } };
        const found = problemsOf(isPrivate);
        assert.equal(found.length, 1, found.join("\n"));
        assert.match(
            found[0] ?? "",
            /^gatehouse:network: got nothing, want a map with the keys .*, as the private endpoint of the REST API is in it$/,
        );
        const own = parseSettings({ ...isPrivate, network: validSettings.network });
        assert.ok(createsVpcEndpoint(own.gateway) && needsNetwork(own));
        const endpoint = { type: "private", vpcEndpointIds: ["vpce-0123456789abcdef0"] };
        const given = parseSettings({ ...lambda, gateway: { endpoint } });
        assert.ok(!createsVpcEndpoint(given.gateway) && !needsNetwork(given));
    });
});

describe("the setting of the compression", () => {
    it("is a size up to 10 MB, or off", () => {
        for (const size of [0, 1024, 10_485_760, "off"])
            assert.deepEqual(problemsOf(changed("gateway.compressionMinimumBytes", size)), [], String(size));
        for (const size of [-1, 10_485_761, 0.5, "on"])
            assert.match(
                problemsOf(changed("gateway.compressionMinimumBytes", size)).join(),
                /compressionMinimumBytes: got .*, want an integer from 0 to 10485760, or off$/,
            );
    });
});

describe("the settings of operations' limits", () => {
    const limits = { requestsPerSecond: 5, burst: 2 };

    it("name operations of the stack's APIs", () => {
        const throttles = { "pictures GET /{id}": limits };
        for (const at of ["stages.Test.throttles", "plans.standard.throttles"]) {
            assert.deepEqual(problemsOf(changed(at, throttles)), []);
            assert.match(
                problemsOf(changed(at, { "books GET /": limits })).join(),
                /throttles\.books GET \/: got a map, want an operation of an API of this stack: pictures$/,
            );
            assert.match(
                problemsOf(changed(at, { "GET /pictures": limits })).join(),
                /want an operation such as "books GET \/\{id\}": the name of an API, a method and a path of its document/,
            );
        }
    });

    it("name APIs of the stack in a plan", () => {
        assert.deepEqual(problemsOf(changed("plans.standard.apis", ["pictures"])), []);
        assert.match(
            problemsOf(changed("plans.standard.apis", ["books"])).join(),
            /^gatehouse:plans\.standard\.apis\.0: got "books", want the name of an API: pictures$/,
        );
    });
});
