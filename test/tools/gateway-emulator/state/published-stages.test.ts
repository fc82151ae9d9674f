import assert from "node:assert/strict";
import { publishedStages } from "../../../../tools/gateway-emulator/state/published-stages";

const restApi = (outputs: object = {}) => ({
    urn: "urn:api",
    type: "aws:apigateway/restApi:RestApi",
    id: "abc123",
    outputs: { body: "{}", ...outputs },
});
const stage = (stageName: string, api = "abc123") => ({
    urn: `urn:${stageName}`,
    type: "aws:apigateway/stage:Stage",
    id: stageName,
    outputs: {
        restApi: api,
        stageName,
        invokeUrl: `https://${api}.execute-api.eu-central-1.amazonaws.com/${stageName}`,
    },
});
const mapping = (basePath: string, stageName: string) => ({
    urn: `urn:${basePath}`,
    type: "aws:apigateway/basePathMapping:BasePathMapping",
    id: basePath,
    outputs: { restApi: "abc123", domainName: "api.example.com", basePath, stageName },
});

describe("the published stages of a state", () => {
    it("have the body of their REST API and its URLs, with those of domain names", () => {
        const resources = [
            restApi(),
            stage("live"),
            stage("Test"),
            stage("other", "xyz"),
            mapping("v1", "live"),
            mapping("", "Test"),
        ];
        const common = { restApiId: "abc123", body: "{}" };
        assert.deepEqual(publishedStages(resources), [
            {
                ...common,
                name: "live",
                invokeUrl: "https://abc123.execute-api.eu-central-1.amazonaws.com/live",
                domainUrls: ["https://api.example.com/v1"],
            },
            {
                ...common,
                name: "Test",
                invokeUrl: "https://abc123.execute-api.eu-central-1.amazonaws.com/Test",
                domainUrls: ["https://api.example.com"],
            },
        ]);
    });

    it("have no URL at AWS if the default endpoint is disabled", () => {
        const [only] = publishedStages([restApi({ disableExecuteApiEndpoint: true }), stage("live")]);
        assert.deepEqual(only, { name: "live", restApiId: "abc123", body: "{}", domainUrls: [] });
    });

    it("do not exist without a REST API", () => {
        assert.deepEqual(publishedStages([stage("live")]), []);
    });
});
