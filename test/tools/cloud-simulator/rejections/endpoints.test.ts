import assert from "node:assert/strict";
import { privateEndpointPolicy } from "../../../../infra/gateway/rest/endpoint";
import type { PropertyMap } from "../../../../tools/cloud-simulator/state/property-values";
import { openApi } from "./import-bodies";
import { SimulatedAws } from "./simulated-aws";

const [restApi, deployment, stage, plan] = [
    "aws:apigateway/restApi:RestApi",
    "aws:apigateway/deployment:Deployment",
    "aws:apigateway/stage:Stage",
    "aws:apigateway/usagePlan:UsagePlan",
];
const policy = JSON.stringify(privateEndpointPolicy(["vpce-1"]));
const open = JSON.stringify({ Version: "2012-10-17", Statement: [] });
const api = (types: string, rest: PropertyMap = {}, endpoint: PropertyMap = {}): PropertyMap => ({
    name: "shop",
    endpointConfiguration: { types, ...endpoint },
    ...rest,
});

describe("simulated API Gateway", () => {
    let aws: SimulatedAws;
    beforeEach(() => {
        aws = new SimulatedAws();
    });

    it("deploys a private API only with a resource policy", () => {
        const { id } = aws.make(restApi, api("PRIVATE"));
        assert.throws(
            () => aws.make(deployment, { restApi: id }),
            /BadRequestException: Private REST API doesn't have a resource policy attached to it$/,
        );
        const { id: own } = aws.make(restApi, api("PRIVATE", { policy }), "own");
        aws.make(deployment, { restApi: own });
        const { id: regional } = aws.make(restApi, api("REGIONAL"), "regional");
        aws.make(deployment, { restApi: regional }, "regional");
    });

    it("associates VPC endpoints with private APIs only, and keeps those that are no longer given", () => {
        const associated = { vpcEndpointIds: ["vpce-1"] };
        const words = /BadRequestException: VPCEndpoints can only be specified with PRIVATE apis\.$/;
        assert.throws(() => aws.make(restApi, api("REGIONAL", {}, associated)), words);
        const made = aws.make(restApi, api("PRIVATE", { policy }, associated));
        assert.throws(() => aws.update(restApi, made, api("REGIONAL", { policy: open })), words);
    });

    it("changes the type of an endpoint in place, but makes no private one an edge-optimized one", () => {
        const regional = aws.make(restApi, api("REGIONAL"));
        aws.update(restApi, regional, api("EDGE"));
        aws.update(restApi, regional, api("PRIVATE", { policy }));
        const own = aws.make(restApi, api("PRIVATE", { policy }), "private");
        aws.update(restApi, own, api("REGIONAL", { policy: open }));
        assert.throws(
            () => aws.update(restApi, own, api("EDGE", { policy: open })),
            /a private API cannot become an edge-optimized one; change it to REGIONAL first$/,
        );
    });

    it("rejects a public API that keeps the policy of a private one", () => {
        const own = aws.make(restApi, api("PRIVATE", { policy }));
        assert.throws(
            () => aws.update(restApi, own, api("REGIONAL")),
            /the policy of the REST API admits VPC endpoints only, which reach no public API; give it another policy$/,
        );
    });

    it("rejects a private API with IPv4 addresses only, as the provider does", () => {
        const words = /endpoint_configuration type "PRIVATE" requires ip_address_type "dualstack"$/;
        assert.throws(() => aws.preview(restApi, api("PRIVATE", { policy }, { ipAddressType: "ipv4" })), words);
        aws.make(restApi, api("PRIVATE", { policy }, { ipAddressType: "dualstack" }));
    });

    it("rejects a TLS policy of another type of endpoint", () => {
        const mode = { endpointAccessMode: "STRICT" };
        for (const [types, securityPolicy] of [
            ["EDGE", "SecurityPolicy_TLS13_1_3_2025_09"],
            ["REGIONAL", "SecurityPolicy_TLS13_2025_EDGE"],
            ["PRIVATE", "SecurityPolicy_TLS12_2018_EDGE"],
        ] as const)
            assert.throws(
                () => aws.preview(restApi, api(types, { securityPolicy, ...mode })),
                new RegExp(`the security policy ${securityPolicy} is not one of ${types} endpoints$`),
            );
        assert.throws(() => aws.preview(restApi, api("PRIVATE", { securityPolicy: "TLS_1_0" })), /not one of PRIVATE/);
        aws.preview(restApi, api("EDGE", { securityPolicy: "SecurityPolicy_TLS13_2025_EDGE", ...mode }));
        aws.preview(restApi, api("PRIVATE", { securityPolicy: "TLS_1_2" }));
    });
});

describe("the compression size of a simulated REST API", () => {
    let aws: SimulatedAws;
    beforeEach(() => {
        aws = new SimulatedAws();
    });
    const body = (size?: number) =>
        JSON.stringify(openApi({}, size === undefined ? {} : { "x-amazon-apigateway-minimum-compression-size": size }));
    const sizeOf = (outputs: PropertyMap) => outputs.minimumCompressionSize;

    it("is that of the body, unless the program gives one", () => {
        assert.equal(sizeOf(aws.make(restApi, { name: "a", body: body(10) }).outputs), "10");
        const both = { name: "b", body: body(10), minimumCompressionSize: "20" };
        assert.equal(sizeOf(aws.make(restApi, both, "b").outputs), "20");
        assert.equal(sizeOf(aws.make(restApi, { name: "c", body: body() }, "c").outputs), "");
    });

    it("is out of range below 0 and above 10 MB", () => {
        for (const size of ["-2", "10485761", "1.5"])
            assert.throws(
                () => aws.preview(restApi, { name: "a", minimumCompressionSize: size }),
                /expected minimum_compression_size to be in the range \(-1 - 10485760\), got/,
            );
        assert.throws(() => aws.preview(restApi, { name: "a", body: body(-1) }), /to be in the range .*, got -1$/);
        for (const size of ["-1", "10485760"])
            aws.preview(restApi, { name: "a", body: body(Math.max(0, Number(size))), minimumCompressionSize: size });
    });

    it("of 0 is lost in the import of a body without it", () => {
        const argument = { name: "a", minimumCompressionSize: "0" };
        assert.throws(() => aws.preview(restApi, { ...argument, body: body() }), /does not restore it$/);
        aws.preview(restApi, { ...argument, body: body(0) });
    });

    it("is kept by the provider until the program gives -1", () => {
        const made = aws.make(restApi, { name: "a", body: body(10), minimumCompressionSize: "10" });
        assert.throws(
            () => aws.update(restApi, made, { name: "a", body: body() }),
            /the provider would restore the compression size 10; pass the argument minimumCompressionSize, -1 to end/,
        );
        const ended = { name: "a", body: body(), minimumCompressionSize: "-1" };
        assert.equal(sizeOf(aws.update(restApi, made, ended)), "");
    });
});

describe("the limits of methods in a simulated usage plan", () => {
    const throttle = (path: string) => ({ path, rateLimit: 1, burstLimit: 1 });

    it("are 20 at most for a stage, of methods that it has", () => {
        const aws = new SimulatedAws();
        const { id } = aws.make(restApi, { name: "shop", body: JSON.stringify(openApi()) });
        const made = aws.make(deployment, { restApi: id });
        aws.make(stage, { restApi: id, stageName: "Test", deployment: made.id });
        const planOf = (...paths: string[]) => ({
            apiStages: [{ apiId: id, stage: "Test", throttles: paths.map(throttle) }],
        });
        const many = Array.from({ length: 21 }, (_, index) => `/${index}/GET`);
        assert.throws(() => aws.preview(plan, planOf(...many)), /LimitExceededException: 21 method throttles/);
        for (const path of ["/none/GET", "~1pictures/GET", "pictures/GET"])
            assert.throws(
                () => aws.make(plan, planOf(path)),
                new RegExp(`the stage has no method "${path}"; want a path such as /books/\\{id\\}/GET$`),
            );
        aws.make(plan, planOf("/pictures/GET"));
    });
});
