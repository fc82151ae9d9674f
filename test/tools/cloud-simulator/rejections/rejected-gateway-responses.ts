import type { PropertyMap } from "../../../../tools/cloud-simulator/state/property-values";
import { openApi } from "./import-bodies";
import type { RejectedBody } from "./rejected-bodies";

const withGatewayResponses = (responses: PropertyMap) =>
    openApi({}, { "x-amazon-apigateway-gateway-responses": responses });

/** For every rule of gateway responses a body that breaks it. */
export const rejectedGatewayResponses: readonly RejectedBody[] = [
    {
        rule: "a gateway response of an unknown type",
        body: withGatewayResponses({ THROTLED: {} }),
        error: "Value 'THROTLED' at 'responseType' failed to satisfy constraint: Member must satisfy enum value set: [ACCESS_DENIED, ",
    },
    {
        rule: "a gateway response whose status is not a number from 100 to 599",
        body: withGatewayResponses({ THROTTLED: { statusCode: "4xx" } }),
        error: "Value '4xx' at 'statusCode' failed to satisfy constraint",
    },
    {
        rule: "a gateway response with a parameter that is not one of a gateway response",
        body: withGatewayResponses({
            UNAUTHORIZED: { responseParameters: { "method.response.header.Access-Control-Allow-Origin": "'*'" } },
        }),
        error: "[Invalid mapping expression specified: method.response.header.Access-Control-Allow-Origin]",
    },
    {
        rule: "a gateway response whose header is neither an expression nor a constant in single quotes",
        body: withGatewayResponses({
            UNAUTHORIZED: { responseParameters: { "gatewayresponse.header.test-key": "test-value" } },
        }),
        error: "[Invalid mapping expression specified: test-value]",
    },
];
