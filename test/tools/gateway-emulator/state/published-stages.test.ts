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

    it("have the URL of the edge, and no other while it is locked", () => {
        const distribution = {
            ...{ urn: "urn:edge", type: "aws:cloudfront/distribution:Distribution", id: "E1" },
            outputs: {
                aliases: ["www.example.com", "example.com"],
                orderedCacheBehaviors: [
                    { pathPattern: "/api/test/*", targetOriginId: "stage-Test" },
                    { pathPattern: "/api/*", targetOriginId: "stage-live" },
                ],
            },
        };
        const secret = { urn: "urn:secret", type: "gatehouse:edge:OriginSecret", id: "", outputs: {} };
        const mutual = {
            ...{ urn: "urn:name", type: "aws:apigateway/domainName:DomainName", id: "n" },
            outputs: { domainName: "api.example.com", mutualTlsAuthentication: { truststoreUri: "s3://shop/ca.pem" } },
        };
        const open = [restApi(), stage("live"), mapping("v1", "live"), distribution];
        const urlsOf = (resources: Parameters<typeof publishedStages>[0]) => {
            const [only] = publishedStages(resources);
            return [only?.invokeUrl, ...(only?.domainUrls ?? [])];
        };
        const own = "https://www.example.com/api";
        assert.deepEqual(urlsOf(open), [
            "https://abc123.execute-api.eu-central-1.amazonaws.com/live",
            own,
            "https://api.example.com/v1",
        ]);
        for (const lock of [secret, mutual]) assert.deepEqual(urlsOf([...open, lock]), [undefined, own], lock.type);
    });

    it("do not exist without a REST API", () => {
        assert.deepEqual(publishedStages([stage("live")]), []);
    });
});
