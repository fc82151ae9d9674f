import type { AccessStatement } from "./access-policy";

const ecrImage = /^(?<account>\d{12})\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/(?<repository>[^:@]+)/;

/**
 * Access that a role needs to pull an image: to its repository in ECR, or to nothing for a public image
 * (docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html).
 */
export function imageAccess(image: string, partition: string): AccessStatement[] {
    const { account, region, repository } = ecrImage.exec(image)?.groups ?? {};
    if (repository === undefined) return [];
    return [
        { actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
        {
            actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            resources: [`arn:${partition}:ecr:${region}:${account}:repository/${repository}`],
        },
    ];
}

/** Host of the private ECR registry of an image; undefined for an image elsewhere. */
export function ecrRegistryOf(image: string): string | undefined {
    return ecrImage.test(image) ? image.split("/")[0] : undefined;
}
