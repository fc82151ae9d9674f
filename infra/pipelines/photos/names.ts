import type { AwsPlace } from "../../../openapi/aws-place";
import { fixedName, maxRoleName, resourceOf } from "../../../openapi/derive/service-integrations/resources";
import type { ServiceName } from "../../../openapi/operation-integration";
import { deadLetterName } from "../../gateway/services/queue";

/** The API of a pipeline, and where its stack is. */
export interface PipelineScope {
    /** Name of the stack at AWS, such as `gatehouse-dev`. */
    readonly stack: string;
    /** Name of the API. */
    readonly api: string;
    readonly place: AwsPlace;
}

/** The name of a resource at AWS and its ARN, which follows from it. */
export interface NamedResource {
    readonly name: string;
    readonly arn: string;
}

/** Names and ARNs of the resources of a photo pipeline. */
export interface PhotoNames {
    readonly bucket: NamedResource;
    readonly queue: NamedResource;
    readonly deadLetters: NamedResource & { readonly url: string };
    readonly topic: NamedResource;
    readonly thumbnail: NamedResource;
    readonly filter: NamedResource;
    readonly finish: NamedResource;
    readonly filterMachine: NamedResource;
}

/** The keys of a pipeline's functions, which are the ends of their names at AWS, as that of a function of `integrations.yaml` is. */
export const photoFunctionKeys = {
    thumbnail: "photo-thumbnail",
    filter: "photo-filter",
    finish: "photo-finish",
} as const;

/**
 * The names and ARNs of a pipeline. They are known before anything exists, so that the policies of a first preview can be read.
 * No name in `integrations.yaml` has an underscore, or a hyphen in front, so that no resource of an integration has these names.
 * stacks/apis/integration-checks.ts rejects functions of integrations with these keys.
 */
export function photoNames({ stack, api, place }: PipelineScope): PhotoNames {
    const { partition, region, accountId } = place;
    const resource = (kind: ServiceName, name: string): NamedResource =>
        resourceOf({ kind, name }, { stack, api, place, targets: {} });
    const code = (name: string): NamedResource => {
        const own = fixedName({ stack, api }, name, maxRoleName);
        return { name: own, arn: `arn:${partition}:lambda:${region}:${accountId}:function:${own}` };
    };
    const queue = resource("sqs", "photo_uploads");
    const dead = deadLetterName(queue.name);
    return {
        bucket: resource("s3", "-photos"),
        queue,
        deadLetters: {
            name: dead,
            arn: `arn:${partition}:sqs:${region}:${accountId}:${dead}`,
            url: `https://sqs.${region}.${domainOf(partition)}/${accountId}/${dead}`,
        },
        topic: resource("sns", "photo_announcements"),
        thumbnail: code(photoFunctionKeys.thumbnail),
        filter: code(photoFunctionKeys.filter),
        finish: code(photoFunctionKeys.finish),
        filterMachine: resource("stepFunctions", "photo_filters"),
    };
}

// docs.aws.amazon.com/general/latest/gr/sqs-service.html, docs.amazonaws.cn/en_us/aws/latest/userguide/endpoints-Beijing.html
function domainOf(partition: string): string {
    return partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}
