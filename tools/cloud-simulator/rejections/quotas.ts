import type { Rejection, RejectionRequest } from "../resources/rejection";
import type { Cloud } from "../state/cloud";
import { text } from "../state/property-values";

const guide = "docs.aws.amazon.com/apigateway/latest/developerguide";
const limits = `${guide}/limits.html`;
const authorizer = "aws:apigatewayv2/authorizer:Authorizer";
const httpQuotas = `${guide}/http-api-quotas.html`;

/** Default quotas: how many resources of a type AWS allows. */
export const quotas: readonly Rejection[] = [
    quota("VPC links in a region", "aws:apigateway/vpcLink:VpcLink", 20),
    quota("usage plans in a region", "aws:apigateway/usagePlan:UsagePlan", 300),
    quota("stages of a REST API", "aws:apigateway/stage:Stage", 10, ({ properties }, cloud) =>
        cloud.store
            .ofType("aws:apigateway/stage:Stage")
            .filter(({ inputs }) => text(inputs.restApi) === text(properties.restApi)),
    ),
    quota("VPC links V2 in a region", "aws:apigatewayv2/vpcLink:VpcLink", 10, undefined, httpQuotas),
    ...(
        [
            ["stages", "aws:apigatewayv2/stage:Stage", 10],
            ["integrations", "aws:apigatewayv2/integration:Integration", 300],
        ] as const
    ).map(([parts, type, most]) =>
        quota(`${parts} of an HTTP or WebSocket API`, type, most, partsOfSameApi(type), httpQuotas),
    ),
    {
        what: "more than 10 authorizers of an HTTP or WebSocket API",
        type: authorizer,
        on: ["create"],
        source: `anomalyco/sst#4522; ${httpQuotas}`,
        verbatim: true,
        reject: (request, cloud) =>
            partsOfSameApi(authorizer)(request, cloud).length >= 10
                ? "ConflictException: Maximum number of Authorizers for this API has been reached. Please contact AWS if you need additional Authorizers."
                : undefined,
    },
];

function partsOfSameApi(type: string) {
    return ({ properties }: RejectionRequest, { store }: Cloud): unknown[] =>
        store.ofType(type).filter(({ inputs }) => text(inputs.apiId) === text(properties.apiId));
}

function quota(
    of: string,
    type: string,
    most: number,
    existing = (_: RejectionRequest, cloud: Cloud): unknown[] => cloud.store.ofType(type),
    source: string = limits,
): Rejection {
    return {
        what: `more than ${most} ${of}`,
        type,
        on: ["create"],
        source,
        verbatim: false,
        reject: (request, cloud) =>
            existing(request, cloud).length >= most
                ? `LimitExceededException: the quota of ${most} ${of} is reached`
                : undefined,
    };
}
