import assert from "node:assert/strict";
import { gatewayResponsesBody } from "../../../openapi/derive/gateway-responses";

const cors = { allowOrigin: "https://example.com", allowHeaders: ["x-api-key"] };
const corsParameters = {
    "gatewayresponse.header.Access-Control-Allow-Headers": "'x-api-key'",
    "gatewayresponse.header.Access-Control-Allow-Origin": "'https://example.com'",
};
const templates = { "application/json": '{"title":$context.error.messageString}' };

describe("gatewayResponsesBody", () => {
    it("has nothing without CORS and without settings", () => {
        assert.equal(gatewayResponsesBody(undefined), undefined);
        assert.equal(gatewayResponsesBody(undefined, {}), undefined);
    });

    it("has the headers of CORS on every error, also on a type with a setting", () => {
        const body = gatewayResponsesBody(cors, { THROTTLED: { headers: { "Retry-After": "1" } } });
        assert.deepEqual(body, {
            DEFAULT_4XX: { responseParameters: corsParameters },
            DEFAULT_5XX: { responseParameters: corsParameters },
            THROTTLED: { responseParameters: { ...corsParameters, "gatewayresponse.header.Retry-After": "'1'" } },
        });
    });

    it("repeats in a type what DEFAULT_4XX or DEFAULT_5XX has, as API Gateway would not", () => {
        const body = gatewayResponsesBody(undefined, {
            DEFAULT_4XX: { status: 400, headers: { "X-Id": "context.requestId", "x-kind": "client" }, templates },
            QUOTA_EXCEEDED: { status: 429, headers: { "X-Kind": "quota" } },
            INTEGRATION_TIMEOUT: { headers: { "Retry-After": "5" } },
        });
        assert.deepEqual(body?.QUOTA_EXCEEDED, {
            statusCode: "429",
            responseParameters: {
                "gatewayresponse.header.X-Id": "context.requestId",
                "gatewayresponse.header.X-Kind": "'quota'",
            },
            responseTemplates: templates,
        });
        assert.deepEqual(body?.INTEGRATION_TIMEOUT, {
            responseParameters: { "gatewayresponse.header.Retry-After": "'5'" },
        });
    });

    it("lets a setting replace a header of CORS, whatever its case", () => {
        const headers = { "access-control-allow-origin": "method.request.header.Origin" };
        const body = gatewayResponsesBody(cors, { UNAUTHORIZED: { headers } });
        assert.deepEqual(body?.UNAUTHORIZED, {
            responseParameters: {
                "gatewayresponse.header.Access-Control-Allow-Headers": "'x-api-key'",
                "gatewayresponse.header.access-control-allow-origin": "method.request.header.Origin",
            },
        });
    });
});
