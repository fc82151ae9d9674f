import assert from "node:assert/strict";
import { functionUri } from "../../../../openapi/function-invocation";
import { brokenInvocations } from "../../../../tools/cli/rehearsal/function-watch";
import type { PropertyMap } from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedCloud } from "../../../../tools/cloud-simulator/state/simulated-cloud";

const place = { partition: "aws", region: "eu-central-1", accountId: "123456789012" };
const executionArn = "arn:aws:execute-api:eu-central-1:123456789012:api1";
const uri = functionUri(place, "shop_quotes", "${stageVariables.quotesAlias}");
const integration = { "x-amazon-apigateway-integration": { type: "aws_proxy", httpMethod: "POST", uri } };
const body = { openapi: "3.0.1", paths: { "/quotes": { get: integration }, "/quotes/{id}": { get: integration } } };

describe("the watch for invocations of functions", () => {
    let cloud: SimulatedCloud;
    beforeEach(() => {
        cloud = new SimulatedCloud("123456789012", "eu-central-1");
        put("aws:apigateway/restApi:RestApi", "api1", { executionArn });
        put("aws:apigateway/deployment:Deployment", "d1", {}, { snapshot: JSON.stringify(body) });
        for (const stage of ["Test", "Live"]) addStage(stage);
    });

    it("finds nothing while each stage may invoke its alias", () => {
        assert.deepEqual(brokenInvocations(cloud), []);
    });

    it("finds a stage without a permission, and only that one", () => {
        cloud.store.remove({ urn: urnOf("aws:lambda/permission:Permission", "Live"), id: "Live" });
        assert.deepEqual(brokenInvocations(cloud), [
            'stage "Live" invoked alias "Live" of function "shop_quotes" without a permission',
        ]);
        put("aws:lambda/permission:Permission", "Live", permissionOf("Live", `${executionArn}/Test/*`));
        assert.equal(brokenInvocations(cloud).length, 1);
    });

    it("finds a stage whose alias does not exist", () => {
        cloud.store.remove({ urn: urnOf("aws:lambda/alias:Alias", "Test"), id: "Test" });
        assert.deepEqual(brokenInvocations(cloud), [
            'stage "Test" invoked alias "Test" of function "shop_quotes", which does not exist',
        ]);
    });

    function addStage(stage: string) {
        put("aws:lambda/alias:Alias", stage, { functionName: "shop_quotes", name: stage });
        put("aws:lambda/permission:Permission", stage, permissionOf(stage, `${executionArn}/${stage}/*`));
        const variables = { quotesAlias: stage };
        put("aws:apigateway/stage:Stage", stage, { restApi: "api1", stageName: stage, deployment: "d1", variables });
    }

    function permissionOf(stage: string, sourceArn: string): PropertyMap {
        return { function: "shop_quotes", qualifier: stage, principal: "apigateway.amazonaws.com", sourceArn };
    }

    function put(type: string, id: string, properties: PropertyMap, more: { snapshot?: string } = {}) {
        cloud.store.put({ urn: urnOf(type, id), type, id, inputs: properties, outputs: properties, ...more });
    }
});

function urnOf(type: string, name: string): string {
    return `urn:pulumi:dev::shop::${type}::${name}`;
}
