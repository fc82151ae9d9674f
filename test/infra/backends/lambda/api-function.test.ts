import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime";
import { ApiFunction, type ApiFunctionArgs } from "../../../../infra/backends/lambda/api-function";
import { inputsOf, listed, mockSecrets, outputsOf, record } from "../../recorder";

const args: ApiFunctionArgs = {
    functionName: "shop-dev_quotes",
    image: "registry/quotes@sha256:0123",
    architecture: "arm64",
    memory: 512,
    port: 8080,
    healthPath: "/readyz",
    removedPrefix: "/quotes/",
    environment: { LEVEL: "debug", AWS_REGION: "eu-central-1" },
    secrets: {},
    stages: ["Test", "Live"],
    provisionedConcurrency: 0,
    logRetentionDays: 30,
};
const build = (changes: Partial<ApiFunctionArgs> = {}) =>
    record(() => new ApiFunction("quotes", { ...args, ...changes }));
const functionType = "aws:lambda/function:Function";
const policyType = "aws:iam/rolePolicy:RolePolicy";

describe("ApiFunction", () => {
    it("runs the image as a function of its fixed name, outside of any network, as long as the gateway waits", async () => {
        const inputs = inputsOf(await build(), functionType);
        assert.deepEqual(
            [inputs.name, inputs.packageType, inputs.imageUri, inputs.architectures, inputs.memorySize, inputs.timeout],
            ["shop-dev_quotes", "Image", "registry/quotes@sha256:0123", ["arm64"], 512, 29],
        );
        assert.equal(inputs.vpcConfig, undefined);
        const { architectures } = inputsOf(await build({ architecture: "amd64" }), functionType);
        assert.deepEqual(architectures, ["x86_64"]);
    });

    it("tells the adapter where the API is, and leaves out what Lambda sets itself", async () => {
        assert.deepEqual(inputsOf(await build(), functionType).environment, {
            variables: {
                PORT: "8080",
                AWS_LWA_READINESS_CHECK_PATH: "/readyz",
                AWS_LWA_REMOVE_BASE_PATH: "/quotes/",
                LEVEL: "debug",
            },
        });
    });

    it("has each secret as a variable whose value is secret, and no other output has it", async () => {
        const secrets = { TOKEN: { value: "correct-horse" }, PASSWORD: { arn: `${mockSecrets.json}:password::` } };
        const registered = await build({ secrets });
        const { [specialSigKey]: mark, value } = Object(inputsOf(registered, functionType).environment);
        assert.equal(mark, specialSecretSig);
        const { TOKEN, PASSWORD, PORT } = value.variables;
        assert.deepEqual([TOKEN, PASSWORD, PORT], ["correct-horse", "swordfish", "8080"]);
        const others = registered.filter(({ type }) => type !== functionType);
        assert.doesNotMatch(JSON.stringify(others), /correct-horse|swordfish/);
    });

    it("publishes a version, to which an alias of each stage points", async () => {
        const registered = await build();
        assert.equal(inputsOf(registered, functionType).publish, true);
        for (const stage of args.stages) {
            const alias = inputsOf(registered, "aws:lambda/alias:Alias", `quotes-${stage}`);
            assert.deepEqual([alias.name, alias.functionName], [stage, "shop-dev_quotes"]);
        }
        assert.deepEqual(
            listed(registered).filter((name) => name.includes("Provisioned")),
            [],
        );
    });

    it("keeps instances ready at every stage if it is asked to", async () => {
        const registered = await build({ provisionedConcurrency: 3 });
        for (const stage of args.stages) {
            const type = "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig";
            const config = inputsOf(registered, type, `quotes-${stage}`);
            assert.deepEqual([config.qualifier, config.provisionedConcurrentExecutions], [stage, 3]);
        }
    });

    it("has a role that may write the function's log, and nothing else without a policy", async () => {
        const registered = await build();
        const group = inputsOf(registered, "aws:cloudwatch/logGroup:LogGroup");
        assert.deepEqual([group.name, group.retentionInDays], ["/aws/lambda/shop-dev_quotes", 30]);
        assert.deepEqual(JSON.parse(String(inputsOf(registered, policyType).policy)).Statement, [
            {
                Effect: "Allow",
                Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
                Resource: "arn:quotes-function:*",
            },
        ]);
        assert.match(
            JSON.stringify(inputsOf(registered, "aws:iam/role:Role").assumeRolePolicy),
            /lambda\.amazonaws\.com/,
        );
    });

    it("may do what the API's policy says", async () => {
        const registered = await build({ policy: '{"Statement":[]}' });
        assert.equal(inputsOf(registered, policyType, "quotes-function").policy, '{"Statement":[]}');
    });

    it("is traced by X-Ray only where it says so, and then may send traces and nothing else", async () => {
        const traced = await build({ tracing: true });
        assert.deepEqual(inputsOf(traced, functionType).tracingConfig, { mode: "Active" });
        assert.deepEqual(JSON.parse(String(inputsOf(traced, policyType, "quotes-function-trace").policy)).Statement, [
            { Effect: "Allow", Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], Resource: "*" },
        ]);
        for (const [tracing, config] of [
            [undefined, undefined],
            [false, { mode: "PassThrough" }],
        ] as const) {
            const registered = await build({ tracing });
            assert.deepEqual(inputsOf(registered, functionType).tracingConfig, config);
            assert.ok(!listed(registered).includes(`${policyType} quotes-function-trace`));
        }
    });

    it("registers what the tools read", async () => {
        const registered = await build({ provisionedConcurrency: 1 });
        const outputs = outputsOf(registered, "gatehouse:backends:ApiFunction");
        assert.deepEqual(outputs?.backend, { kind: "lambda", api: "quotes", healthPath: "/readyz" });
        assert.deepEqual(outputs?.function, {
            urn: "urn:pulumi:test::gatehouse::gatehouse:backends:ApiFunction$aws:lambda/function:Function::quotes",
            name: "shop-dev_quotes",
            memory: 512,
            provisioned: 1,
        });
    });

    it("is a backend with the alias of each stage", async () => {
        let found: unknown;
        await record(async () => {
            const { functionName, aliases } = new ApiFunction("quotes", args).backend;
            found = await new Promise((known) => pulumi.all([functionName, aliases]).apply(known));
        });
        assert.deepEqual(found, ["shop-dev_quotes", { Test: "Test", Live: "Live" }]);
    });
});
