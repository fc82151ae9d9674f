import type { Rejection } from "../../resources/rejection";
import { elementsOf, mapOf, text } from "../../state/property-values";
import { measured, newerTypes } from "../web-socket/parts";

const { api } = newerTypes;
const on: Rejection["on"] = ["create", "update"];
const guide = "docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html";

/** HTTP APIs that API Gateway rejects. */
export const httpApis: readonly Rejection[] = [
    {
        what: "an HTTP API that lets browsers on every origin send credentials",
        type: api,
        on,
        source: `${measured}/pf-apigwv2-cors-credentials-wildcard; ${guide}`,
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { corsConfiguration } }) => {
            const { allowCredentials, allowOrigins } = mapOf(corsConfiguration);
            return allowCredentials === true && elementsOf(allowOrigins).map(text).includes("*")
                ? "BadRequestException: allow-credentials is not supported if 'allow-origin' is *"
                : undefined;
        },
    },
    {
        what: "an HTTP API whose responses to preflights are cached for less than -1 or more than 86,400 seconds",
        type: api,
        on,
        source: "docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html (Cors)",
        verbatim: false,
        atPreview: true,
        reject: ({ properties: { corsConfiguration } }) => {
            const { maxAge } = mapOf(corsConfiguration);
            return typeof maxAge === "number" && (maxAge < -1 || maxAge > 86_400)
                ? `BadRequestException: max-age ${maxAge} is not between -1 and 86400`
                : undefined;
        },
    },
    {
        what: "an HTTP API that selects routes by anything but their method and path",
        type: api,
        on,
        source: `${measured}/pf-apigwv2-http-route-selection`,
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { protocolType, routeSelectionExpression } }) =>
            protocolType !== "HTTP" ||
            routeSelectionExpression === undefined ||
            /^\$(request\.method \$request\.path|\{request\.method\} \$\{request\.path\})$/.test(
                text(routeSelectionExpression),
            )
                ? undefined
                : 'BadRequestException: Route selection expression is currently limited to "${request.method} ${request.path}"',
    },
];
