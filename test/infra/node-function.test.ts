import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { NodeFunction, type NodeFunctionArgs } from "../../infra/node-function";
import { inputsOf, outputsOf, record } from "./recorder";

const args: NodeFunctionArgs = {
    functionName: "shop-dev_bearer",
    code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("exports.handler = 1") }),
    logRetentionDays: 30,
};
const build = (changes: Partial<NodeFunctionArgs> = {}) =>
    record(() => new NodeFunction("bearer", { ...args, ...changes }));
const functionType = "aws:lambda/function:Function";

async function statements(changes: Partial<NodeFunctionArgs> = {}) {
    const { policy } = inputsOf(await build(changes), "aws:iam/rolePolicy:RolePolicy");
    return JSON.parse(String(policy)).Statement;
}

describe("NodeFunction", () => {
    it("is a function of its fixed name on Node.js, outside of any network", async () => {
        const registered = await build();
        const { name, runtime, handler, memorySize, timeout, vpcConfig } = inputsOf(registered, functionType);
        assert.deepEqual(
            [name, runtime, handler, memorySize, timeout, vpcConfig],
            ["shop-dev_bearer", "nodejs24.x", "index.handler", 256, 10, undefined],
        );
        assert.equal(outputsOf(registered, "gatehouse:functions:NodeFunction")?.functionName, "shop-dev_bearer");
        assert.equal(outputsOf(registered, "gatehouse:functions:NodeFunction")?.functionName, "shop-dev_bearer");
    });

    it("takes its memory, its time-out and its environment from the arguments", async () => {
        const changes = { memory: 512, timeoutSeconds: 29, environment: { LEVEL: "debug" } };
        const { memorySize, timeout, environment } = inputsOf(await build(changes), functionType);
        assert.deepEqual([memorySize, timeout, environment], [512, 29, { variables: { LEVEL: "debug" } }]);
    });

    it("has a log group whose logs expire, and may write to no other", async () => {
        const group = inputsOf(await build(), "aws:cloudwatch/logGroup:LogGroup");
        assert.deepEqual([group.name, group.retentionInDays], ["/aws/lambda/shop-dev_bearer", 30]);
        const [own, ...others] = await statements();
        assert.deepEqual(own.Action, ["logs:CreateLogStream", "logs:PutLogEvents"]);
        assert.match(own.Resource, /:\*$/);
        assert.deepEqual(others, []);
    });

    it("may do what it is given access to", async () => {
        const access = [{ actions: ["dynamodb:GetItem"], resources: ["arn:aws:dynamodb:eu-central-1:1:table/t"] }];
        const [, own] = await statements({ access });
        assert.deepEqual([own.Action, own.Resource], [["dynamodb:GetItem"], "arn:aws:dynamodb:eu-central-1:1:table/t"]);
    });

    it("has a role whose logical name leaves room for what the provider adds, and is that of no other function", async () => {
        const namesOf = async (name: string) =>
            (await record(() => new NodeFunction(name, args)))
                .filter(({ type }) => type === "aws:iam/role:Role")
                .map((own) => own.name);
        assert.deepEqual(await namesOf("a".repeat(56)), ["a".repeat(56)]);
        const long = `${"a".repeat(56)}b`;
        const [one = "", ...others] = await namesOf(long);
        assert.deepEqual([one.length, others], [56, []]);
        assert.notDeepEqual(await namesOf(`${long}c`), [one]);
    });

    it("sends traces only if it is asked to, and then may", async () => {
        assert.equal(inputsOf(await build(), functionType).tracingConfig, undefined);
        assert.deepEqual(inputsOf(await build({ tracing: true }), functionType).tracingConfig, { mode: "Active" });
        const [, traces] = await statements({ tracing: true });
        assert.deepEqual(traces.Action, ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]);
    });

    it("exists only after its permissions", async () => {
        const { dependencies = [] } = (await build()).find(({ type }) => type === functionType) ?? {};
        assert.ok(dependencies.includes("aws:iam/rolePolicy:RolePolicy bearer"), dependencies.join());
    });
});
