import type { Rejection } from "../../resources/rejection";
import { elementsOf, hasUnknowns, text } from "../../state/property-values";
import { measured, newerTypes, partsOf, protocolOf } from "../web-socket/parts";

const { route } = newerTypes;
const on: Rejection["on"] = ["create", "update"];
const guide = "docs.aws.amazon.com/apigateway/latest/developerguide";

/** The type of the authorizer of each type of authorization that has one. */
const authorizerTypes: Readonly<Record<string, string>> = { CUSTOM: "REQUEST", JWT: "JWT" };

/** Routes of HTTP APIs that API Gateway rejects, beside those of `newerRoutes`. */
export const httpRoutes: readonly Rejection[] = [
    {
        what: "a route of an HTTP API whose key is neither a method and a path nor $default",
        type: route,
        on,
        source: `${measured}/pf-apigwv2-http-route-key`,
        verbatim: true,
        reject: ({ properties }, cloud) =>
            protocolOf(properties, cloud) !== "HTTP" ||
            /^(\$default|(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY) \/\S*)$/.test(text(properties.routeKey))
                ? undefined
                : 'BadRequestException: The provided route key is not formatted properly for HTTP protocol. Format should be "[HTTP METHOD] /[RESOURCE PATH]" or "$default"',
    },
    {
        what: "a path of an HTTP API with a greedy variable elsewhere than at its end, a variable that is not closed, or two of one name",
        type: route,
        on,
        source: `${guide}/http-api-develop-routes.html`,
        verbatim: false,
        reject: ({ properties }, cloud) => {
            if (protocolOf(properties, cloud) !== "HTTP") return undefined;
            const [, path = ""] = text(properties.routeKey).split(" ");
            const problem = pathProblem(path);
            return problem && `BadRequestException: the path ${path} ${problem}`;
        },
    },
    {
        // The words speak of a level; the reports are of whole paths that differ in a name, with one method. Whether routes with different
        // methods may have different names, or a greedy variable another name than one of a segment, is not known: they pass here.
        what: "a route of an HTTP API whose variable has another name than in a route with the same method and the same path up to there",
        type: route,
        on,
        source: "plutomi/plutomi#271",
        verbatim: true,
        reject: ({ properties, id }, cloud) => {
            if (protocolOf(properties, cloud) !== "HTTP") return undefined;
            const key = text(properties.routeKey);
            const other = partsOf("route", properties.apiId, cloud)
                .filter((own) => own.id !== id)
                .map(({ outputs }) => text(outputs.routeKey))
                .find((existing) => differInName(key, existing));
            return (
                other &&
                `ConflictException: The provided route key "${key}" has a conflicting variable on the same hierarchical level as "${other}"`
            );
        },
    },
    {
        what: "a route with another type of authorization than its authorizer",
        type: route,
        on,
        source: `${measured}/pf-apigwv2-route-jwt-authorizer-id; docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html`,
        verbatim: false,
        reject: ({ properties: { apiId, authorizationType, authorizerId } }, cloud) => {
            const wanted = authorizerTypes[text(authorizationType)];
            const authorizer = partsOf("authorizer", apiId, cloud).find(({ id }) => id === text(authorizerId));
            return wanted === undefined || authorizer === undefined || authorizer.outputs.authorizerType === wanted
                ? undefined
                : `BadRequestException: Setting the authorization type to ${text(authorizationType)} requires a valid ${wanted} authorizer.`;
        },
    },
    {
        what: "a route with scopes of tokens but without a check of tokens",
        type: route,
        on,
        source: `aws/aws-cdk#27576; ${measured}/pf-apigwv2-route-authorization-scopes-jwt`,
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { authorizationScopes, authorizationType } }) =>
            elementsOf(authorizationScopes).length > 0 && text(authorizationType) !== "JWT"
                ? "BadRequestException: Invalid Route authorization type specified. Authorization Scopes are only valid for COGNITO_USER_POOLS and JWT authorization types"
                : undefined,
    },
    {
        what: "a route of an HTTP API with more than 10 scopes",
        type: route,
        on,
        source: `${guide}/http-api-quotas.html`,
        verbatim: false,
        atPreview: true,
        reject: ({ properties: { authorizationScopes = null } }) =>
            !hasUnknowns(authorizationScopes) && elementsOf(authorizationScopes).length > 10
                ? "LimitExceededException: the quota of 10 scopes of a route is reached"
                : undefined,
    },
];

// Whether the first segments in which two keys differ are variables. The method is before the first slash.
function differInName(one: string, other: string): boolean {
    const others = other.split("/");
    const segments = one.split("/");
    const at = segments.findIndex((segment, index) => segment !== others[index]);
    const kinds = [segments[at], others[at]].map((segment = "") => /^\{[^{}+]+(\+?)\}$/.exec(segment)?.[1]);
    return kinds[0] !== undefined && kinds[0] === kinds[1];
}

function pathProblem(path: string): string | undefined {
    const segments = path.split("/");
    const variables = segments.filter((segment) => /[{}]/.test(segment));
    const malformed = variables.find((segment) => !/^\{[^{}+\s]+\+?\}$/.test(segment));
    if (malformed !== undefined) return `has the malformed variable ${malformed}`;
    if (segments.slice(0, -1).some((segment) => segment.endsWith("+}"))) return "has a greedy variable before its end";
    const names = variables.map((segment) => segment.replace("+}", "}"));
    return new Set(names).size < names.length ? "has two variables of one name" : undefined;
}
