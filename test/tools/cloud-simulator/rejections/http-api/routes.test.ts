import assert from "node:assert/strict";
import { unknown } from "../../../../../tools/cloud-simulator/state/property-values";
import { invokeArn, SampleHttpApi, server } from "./sample-http-api";

const keys = {
    authorizerType: "REQUEST",
    authorizerUri: invokeArn,
    authorizerPayloadFormatVersion: "2.0",
    identitySources: ["$request.header.x-api-key"],
};
const tokens = {
    authorizerType: "JWT",
    identitySources: ["$request.header.Authorization"],
    jwtConfiguration: { issuer: "https://issuer.example.com", audiences: ["books"] },
};

describe("simulated routes of HTTP APIs", () => {
    let http: SampleHttpApi;
    beforeEach(() => {
        http = new SampleHttpApi();
    });
    const route = (routeKey: string, given = {}) => http.make("route", { routeKey, ...given }, routeKey);

    it("have a method and a path, or are the default one", () => {
        for (const key of ["/api/books", "GET", "GET api/books", "TRACE /", "get /", "*", "GET  /"])
            assert.throws(() => route(key), /The provided route key is not formatted properly for HTTP protocol\./);
        for (const key of ["GET /api/books", "ANY /", "$default", "POST /api/books/{id}"]) route(key);
        const socket = { protocolType: "WEBSOCKET", routeSelectionExpression: "$request.body.action" };
        route("status", { apiId: http.make("api", socket, "socket").id });
    });

    it("have greedy variables at their end only", () => {
        assert.throws(() => route("GET /{all+}/books"), /the path \/\{all\+\}\/books has a greedy variable before/);
        assert.throws(() => route("GET /books/{id"), /has the malformed variable \{id$/);
        assert.throws(() => route("GET /books/{id+}.json"), /has the malformed variable \{id\+\}\.json$/);
        assert.throws(() => route("GET /books/{id}/{id+}"), /has two variables of one name$/);
        route("GET /books/{id}/{path+}");
    });

    it("have the same name of a variable at the same place", () => {
        const stages = route("GET /orgs/{orgId}/stages/{stage_id}/questions");
        assert.throws(() => route("GET /orgs/{orgId}/stages/{stageId}/questions"), {
            message:
                /ConflictException: The provided route key "GET \/orgs\/\{orgId\}\/stages\/\{stageId\}\/questions" has a conflicting variable on the same hierarchical level as "GET \/orgs\/\{orgId\}\/stages\/\{stage_id\}\/questions"$/,
        });
        assert.throws(() => route("GET /orgs/{id}"), /has a conflicting variable/);
        http.update("route", stages, { routeKey: "GET /orgs/{orgId}/stages/{stageId}/questions" });
        for (const key of [
            "GET /orgs/{orgId}/stages/{stage_id}",
            "GET /orgs/{path+}",
            "GET /orgs/all/stages/{id}",
            "GET /{id}",
            "POST /orgs/{id}",
        ])
            route(key);
        assert.throws(() => route("GET /orgs/{rest+}"), /has a conflicting variable .* as "GET \/orgs\/\{path\+\}"$/);
    });

    it("have one of each key, to an integration of the API", () => {
        const integration = http.make("integration", server);
        const books = route("GET /books", { target: `integrations/${integration.id}` });
        assert.throws(
            () => http.make("route", { routeKey: "GET /books" }, "again"),
            /ConflictException: Route with key GET \/books already exists for this API$/,
        );
        assert.throws(() => route("GET /authors", { target: "integrations/none" }), /Unable to find Integration/);
        assert.equal(
            http.rejectionOf("integration", integration),
            `ConflictException: Cannot delete Integration because it is referenced by the following Routes with Ids: [${books.id}]`,
        );
    });

    it("let go of their integration", async () => {
        const integration = http.make("integration", server);
        const books = route("GET /books", { target: `integrations/${integration.id}` });
        await http.remove("route", books);
        assert.equal(http.rejectionOf("integration", integration), undefined);
    });

    it("have an authorizer of the type of their authorization", async () => {
        const ofKeys = http.make("authorizer", keys, "keys");
        const ofTokens = http.make("authorizer", tokens, "tokens");
        assert.throws(
            () => route("GET /", { authorizationType: "JWT", authorizerId: ofKeys.id }),
            /Setting the authorization type to JWT requires a valid JWT authorizer\.$/,
        );
        assert.throws(
            () => route("GET /", { authorizationType: "CUSTOM", authorizerId: ofTokens.id }),
            /Setting the authorization type to CUSTOM requires a valid REQUEST authorizer\.$/,
        );
        assert.throws(() => route("GET /", { authorizationType: "JWT" }), /Invalid authorizer identifier specified/);
        const books = route("GET /", { authorizationType: "CUSTOM", authorizerId: ofKeys.id });
        route("POST /", { authorizationType: "JWT", authorizerId: ofTokens.id, authorizationScopes: ["write"] });
        route("GET /status", { authorizationType: "AWS_IAM" });
        assert.match(http.rejectionOf("authorizer", ofKeys) ?? "", /^ConflictException: Cannot delete authorizer/);
        await http.remove("route", books);
        assert.equal(http.rejectionOf("authorizer", ofKeys), undefined);
    });

    it("have scopes of tokens only, at most 10", () => {
        const scoped = (authorizationType: string, authorizationScopes: string[]) =>
            http.preview("route", { routeKey: "GET /", authorizationType, authorizationScopes });
        assert.throws(
            () => scoped("CUSTOM", ["read"]),
            /Authorization Scopes are only valid for COGNITO_USER_POOLS and JWT authorization types$/,
        );
        const many = Array.from({ length: 11 }, (_, index) => `scope${index}`);
        assert.throws(() => scoped("JWT", many), /the quota of 10 scopes of a route is reached$/);
        scoped("JWT", many.slice(1));
        scoped("CUSTOM", []);
        http.preview("route", { routeKey: "GET /", authorizationType: "JWT", authorizationScopes: unknown });
    });

    it("have at most 300", () => {
        for (let index = 0; index < 300; index += 1) route(`GET /${index}`);
        assert.throws(() => route("GET /more"), /the quota of 300 routes of an API is reached$/);
    });
});
