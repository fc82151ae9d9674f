import assert from "node:assert/strict";
import { type PropertyMap, unknown } from "../../../../../tools/cloud-simulator/state/property-values";
import { invokeArn, SampleHttpApi } from "./sample-http-api";

const keys: PropertyMap = {
    authorizerType: "REQUEST",
    authorizerUri: invokeArn,
    authorizerPayloadFormatVersion: "2.0",
    enableSimpleResponses: true,
    identitySources: ["$request.header.x-api-key"],
};

describe("simulated authorizers of HTTP APIs", () => {
    let http: SampleHttpApi;
    beforeEach(() => {
        http = new SampleHttpApi();
    });
    const rejects = (given: PropertyMap, words: RegExp) => assert.throws(() => http.make("authorizer", given), words);

    it("call functions with a version of the event", () => {
        const { authorizerPayloadFormatVersion: _version, ...without } = keys;
        rejects(
            { ...without, enableSimpleResponses: false },
            /AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer$/,
        );
        rejects(
            { ...keys, authorizerPayloadFormatVersion: "1.0" },
            /EnableSimpleResponses can only be set for AuthorizerPayloadFormatVersion "2\.0"\.$/,
        );
        rejects({ ...keys, authorizerType: "TOKEN" }, /an HTTP API has no authorizers of type TOKEN$/);
        http.make("authorizer", keys);
    });

    it("cache for at most an hour, by their identity sources", () => {
        const ttl = /TTL must be between 0 and 3600 seconds\.$/;
        rejects({ ...keys, authorizerResultTtlInSeconds: 3_601 }, ttl);
        rejects({ ...keys, authorizerResultTtlInSeconds: -1 }, ttl);
        const { identitySources: _sources, ...without } = keys;
        rejects({ ...without, authorizerResultTtlInSeconds: 1 }, /Identity source must be set if authorizer caching/);
        http.make("authorizer", { ...keys, authorizerResultTtlInSeconds: 3_600 });
    });

    it("cache for five minutes, unless the program says for how long, and none of other kinds do", () => {
        const ttlOf = (given: PropertyMap, name: string) =>
            http.make("authorizer", given, name).outputs.authorizerResultTtlInSeconds;
        assert.equal(ttlOf(keys, "default"), 300);
        assert.equal(ttlOf({ ...keys, authorizerResultTtlInSeconds: 0 }, "none"), 0);
        const { identitySources: _sources, ...withoutSources } = keys;
        assert.equal(ttlOf(withoutSources, "without sources"), 0);
        const tokens = {
            authorizerType: "JWT",
            identitySources: ["$request.header.Authorization"],
            jwtConfiguration: { issuer: "https://issuer.example.com", audiences: ["a"] },
        };
        assert.equal(ttlOf(tokens, "tokens"), 0);
    });

    it("read headers, query parameters and variables", () => {
        for (const source of ["x-api-key", "route.request.header.x-api-key", "$request.path.id", "$request.header."])
            rejects(
                { ...keys, identitySources: [source] },
                new RegExp(`Invalid identity source expression: ${source.replaceAll("$", "\\$")}$`),
            );
        const identitySources = ["$request.querystring.key", "$context.routeKey", "$stageVariables.tenant"];
        http.make("authorizer", { ...keys, identitySources });
    });

    it("check tokens of an issuer with https, for someone", () => {
        const tokens = (jwtConfiguration: PropertyMap, given: PropertyMap = {}) => ({
            authorizerType: "JWT",
            identitySources: ["$request.header.Authorization"],
            jwtConfiguration,
            ...given,
        });
        const issuer = "https://issuer.example.com";
        rejects(tokens({ issuer: "http://issuer.example.com", audiences: ["a"] }), /Issuer is not a valid URL for JWT/);
        rejects(tokens({ audiences: ["a"] }), /Issuer is not a valid URL/);
        rejects(tokens({ issuer }), /has 1 to 50 audiences, not 0$/);
        const audiences = Array.from({ length: 51 }, (_, index) => `client${index}`);
        rejects(tokens({ issuer, audiences }), /has 1 to 50 audiences, not 51$/);
        const config = { issuer, audiences: audiences.slice(1) };
        rejects(tokens(config, { identitySources: [] }), /has one identity source, not 0$/);
        http.make("authorizer", tokens(config));
        http.preview("authorizer", tokens({ issuer: unknown, audiences: [unknown] }));
        http.preview("authorizer", { ...tokens({}), jwtConfiguration: unknown });
    });

    it("are at most 10 in an API", () => {
        for (let index = 0; index < 10; index += 1) http.make("authorizer", keys, `a${index}`);
        assert.throws(
            () => http.make("authorizer", keys, "more"),
            /ConflictException: Maximum number of Authorizers for this API has been reached\. Please contact AWS if you need additional Authorizers\.$/,
        );
    });
});
