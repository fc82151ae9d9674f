import type { Refusal, RefusalRequest } from "../resources/refusal";
import { text } from "../world/property-values";
import type { World } from "../world/world";

const limits = "docs.aws.amazon.com/apigateway/latest/developerguide/limits.html";

/** How many of a type AWS takes before somebody asks for more. */
export const quotas: readonly Refusal[] = [
    quota("VPC links in a region", "aws:apigateway/vpcLink:VpcLink", 20),
    quota("usage plans in a region", "aws:apigateway/usagePlan:UsagePlan", 300),
    quota("stages of a REST API", "aws:apigateway/stage:Stage", 10, ({ properties }, world) =>
        world.estate
            .ofType("aws:apigateway/stage:Stage")
            .filter(({ inputs }) => text(inputs.restApi) === text(properties.restApi)),
    ),
];

function quota(
    of: string,
    type: string,
    most: number,
    existing = (_: RefusalRequest, world: World): unknown[] => world.estate.ofType(type),
): Refusal {
    return {
        what: `more than ${most} ${of}`,
        type,
        on: ["create"],
        source: limits,
        verbatim: false,
        refuse: (request, world) =>
            existing(request, world).length >= most
                ? `LimitExceededException: the quota of ${most} ${of} is reached`
                : undefined,
    };
}
