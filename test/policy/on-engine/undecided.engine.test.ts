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

/**
 * The component of `@pulumi/aws-apigateway`, whose routes are not known at preview, so that it registers its resources only
 * in the update (pulumi/pulumi-aws-apigateway, restAPI.ts).
 * @param cluster arguments of its stage.
 */
const component = (cluster: object): string => `
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");

class RestAPI extends pulumi.ComponentResource {
    constructor(name, { routes }) {
        super("aws-apigateway:index:RestAPI", name, { routes });
        // Other resources depend on the component itself, as on those of a provider.
        this.__remote = true;
        const parts = pulumi.all([this.urn, routes]).apply(([, { uri }]) => {
            const body = JSON.stringify({
                swagger: "2.0",
                info: { title: name, version: "1.0" },
                securityDefinitions: { api_key: { type: "apiKey", name: "x-api-key", in: "header" } },
                paths: { "/pets": { get: { security: [{ api_key: [] }],
                    "x-amazon-apigateway-integration": { uri, passthroughBehavior: "when_no_match", httpMethod: "POST", type: "aws_proxy" } } } },
            });
            const api = new aws.apigateway.RestApi(name, { body }, { parent: this });
            const version = require("node:crypto").createHash("sha1").update(body).digest("hex");
            const deployment = new aws.apigateway.Deployment(name, { restApi: api.id, variables: { version } }, { parent: this });
            const stage = new aws.apigateway.Stage(name, {
                restApi: api.id, deployment: deployment.id, stageName: "v1", ...${JSON.stringify(cluster)},
            }, { parent: this });
            return { api, stage };
        });
        this.apiId = parts.apply(({ api }) => api.id);
        this.stageName = parts.apply(({ stage }) => stage.stageName);
    }
}

const role = new aws.iam.Role("pets", { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }) });
const pets = new aws.lambda.Function("pets", {
    role: role.arn, runtime: "nodejs22.x", handler: "index.handler",
    code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("exports.handler = async () => ({})") }),
});
const rest = new RestAPI("pets", { routes: pets.invokeArn.apply((uri) => ({ uri })) });
new aws.apigateway.MethodSettings("pets", {
    restApi: rest.apiId, stageName: rest.stageName, methodPath: "*/*", settings: ${JSON.stringify(cached)},
});
const plan = new aws.apigateway.UsagePlan("pets", {
    apiStages: [{ apiId: rest.apiId, stage: rest.stageName }], throttleSettings: { rateLimit: 100, burstLimit: 50 },
});
const key = new aws.apigateway.ApiKey("pets", { tags: { client: "web" } });
new aws.apigateway.UsagePlanKey("pets", { keyId: key.id, keyType: "API_KEY", usagePlanId: plan.id });
`;

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

describe("A component whose resources the preview does not show gives", function () {
    this.timeout(20 * 60_000);
    const stage = "aws:apigateway/stage:Stage";

    it("an API in an update if it keeps the rules", async () => {
        const { exitCode, output, created } = await update(
            component({ cacheClusterEnabled: true, cacheClusterSize: "0.5" }),
        );
        assert.equal(exitCode, 0, output);
        assert.match(output, /\[advisory\].*r4-usage-plans.*RestAPI: pets\)/);
        assert.ok(created.includes(stage), created.join("\n"));
    });

    it("no stage in an update if it has no cache", async () => {
        const { exitCode, output, created } = await update(component({}));
        assert.notEqual(exitCode, 0, output);
        assert.match(output, /\[mandatory\].*r2-cached-content.*Stage: pets\)/);
        assert.ok(created.includes(api), created.join("\n"));
        assert.equal(created.includes(stage), false, "the stage was created");
    });
});
