import type { Rejection, RejectionRequest } from "../resources/rejection";
import type { Cloud } from "../state/cloud";
import { text } from "../state/property-values";

const limits = "docs.aws.amazon.com/apigateway/latest/developerguide/limits.html";

/** Default quotas: how many resources of a type AWS allows. */
export const quotas: readonly Rejection[] = [
    quota("VPC links in a region", "aws:apigateway/vpcLink:VpcLink", 20),
    quota("usage plans in a region", "aws:apigateway/usagePlan:UsagePlan", 300),
    quota("stages of a REST API", "aws:apigateway/stage:Stage", 10, ({ properties }, cloud) =>
        cloud.store
            .ofType("aws:apigateway/stage:Stage")
            .filter(({ inputs }) => text(inputs.restApi) === text(properties.restApi)),
    ),
];

function quota(
    of: string,
    type: string,
    most: number,
    existing = (_: RejectionRequest, cloud: Cloud): unknown[] => cloud.store.ofType(type),
): Rejection {
    return {
        what: `more than ${most} ${of}`,
        type,
        on: ["create"],
        source: limits,
        verbatim: false,
        reject: (request, cloud) =>
            existing(request, cloud).length >= most
                ? `LimitExceededException: the quota of ${most} ${of} is reached`
                : undefined,
    };
}
