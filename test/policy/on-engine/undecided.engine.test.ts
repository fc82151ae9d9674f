import assert from "node:assert/strict";
import { previewPlain, quiet, withPlainProject } from "./plain-project";

const api = "aws:apigateway/restApi:RestApi";

/**
 * A REST API as `@pulumi/aws-apigateway` writes it (pulumi/pulumi-aws-apigateway, provider): a Swagger body with the ARNs
 * of its functions, which is unknown until they exist, and a digest of it in the deployment's variables.
 */
const program = (get: object, settings: object = cached): string => `
const { createHash } = require("node:crypto");
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");

const role = new aws.iam.Role("pets", { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }) });
const pets = new aws.lambda.Function("pets", {
    role: role.arn, runtime: "nodejs22.x", handler: "index.handler",
    code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("exports.handler = async () => ({})") }),
});
const body = pets.invokeArn.apply((uri) => JSON.stringify({
    swagger: "2.0",
    info: { title: "pets", version: "1.0" },
    securityDefinitions: { api_key: { type: "apiKey", name: "x-api-key", in: "header" } },
    paths: { "/pets": { get: { ...${JSON.stringify(get)},
        "x-amazon-apigateway-integration": { uri, passthroughBehavior: "when_no_match", httpMethod: "POST", type: "aws_proxy" } } } },
}));
const api = new aws.apigateway.RestApi("pets", { body });
const deployment = new aws.apigateway.Deployment("pets", {
    restApi: api.id, variables: { version: body.apply((text) => createHash("sha1").update(text).digest("hex")) },
});
const stage = new aws.apigateway.Stage("pets", {
    restApi: api.id, deployment: deployment.id, stageName: "v1", cacheClusterEnabled: true, cacheClusterSize: "0.5",
});
new aws.apigateway.MethodSettings("pets", {
    restApi: api.id, stageName: stage.stageName, methodPath: "*/*", settings: ${JSON.stringify(settings)},
});
const plan = new aws.apigateway.UsagePlan("pets", {
    apiStages: [{ apiId: api.id, stage: stage.stageName }], throttleSettings: { rateLimit: 100, burstLimit: 50 },
});
const key = new aws.apigateway.ApiKey("pets", { tags: { client: "web" } });
new aws.apigateway.UsagePlanKey("pets", { keyId: key.id, keyType: "API_KEY", usagePlanId: plan.id });
`;

const cached = {
    ...{ throttlingRateLimit: 100, throttlingBurstLimit: 50, cachingEnabled: true, cacheTtlInSeconds: 300 },
    requireAuthorizationForCacheControl: true,
};
const keyed = { security: [{ api_key: [] }] };
const byOwner = { ...keyed, parameters: [{ name: "owner", in: "query", type: "string" }] };

/** Updates the stack, which begins with a preview, and lists the types in its state afterwards. */
const update = (source: string) =>
    withPlainProject(source, {}, async ({ pulumi }) => {
        const ended = await pulumi("up", "--yes", ...quiet, "--policy-pack", "../policy");
        const { output } = await pulumi("stack", "export");
        const { deployment }: { deployment: { resources?: { type: string }[] } } = JSON.parse(output);
        return { ...ended, created: (deployment.resources ?? []).map(({ type }) => type) };
    });

describe("A body that is not known at preview gives", function () {
    // The first run on a new machine may have to build the engine.
    this.timeout(20 * 60_000);

    it("one warning at preview, which says what would decide it", async () => {
        const { exitCode, output } = await previewPlain(program({}));
        assert.equal(exitCode, 0, output);
        assert.equal(output.match(/body is not known at preview/g)?.length, 1, output);
        assert.match(output, /\[advisory\].*\(aws:apigateway\/restApi:RestApi: pets\)/);
        assert.match(output, /Decided by: the value of body, which pulumi up checks/);
        assert.doesNotMatch(output, /\[mandatory\]/);
    });

    it("an API in an update if it keeps the rules", async () => {
        const { exitCode, output, created } = await update(program(keyed));
        assert.equal(exitCode, 0, output);
        assert.ok(created.includes(api), created.join("\n"));
    });

    for (const [what, source, found] of [
        ["a key is missing", program({}), /\[mandatory\].*r4-key-on-every-operation.*RestApi: pets\)/],
        ["the cache key lacks a parameter", program(byOwner), /\[mandatory\].*r2-cached-content.*RestApi: pets\)/],
    ] as const) {
        it(`no API in an update if ${what}`, async () => {
            const { exitCode, output, created } = await update(source);
            assert.notEqual(exitCode, 0, output);
            assert.match(output, found);
            assert.ok(created.includes("aws:lambda/function:Function"), "the update did not begin");
            assert.equal(created.includes(api), false, "the API was created");
        });
    }

    it("a violation at preview in the preset strict", async () => {
        const strict = require("../../../policy/strict.json");
        const { exitCode, output } = await previewPlain(program(keyed), { packConfig: strict });
        assert.notEqual(exitCode, 0, output);
        assert.match(output, /\[mandatory\].*RestApi: pets\)/);
    });
});
