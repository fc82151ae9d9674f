import type { Cloud } from "../../state/cloud";
import { elementsOf, listOf, mapOf, type PropertyMap, read, text } from "../../state/property-values";
import type { LiveResource } from "../../state/resource-store";

/** Type of a CloudFront distribution. */
export const distributionType = "aws:cloudfront/distribution:Distribution";

/** The region of everything that CloudFront uses: certificates, web ACLs and the delivery of logs. */
export const edgeRegion = "us-east-1";

/** The hosted zone of all distributions' names (docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html). */
export const distributionZone = "Z2FDTNDATAQYW2";

/** Every distribution of the account. */
export function distributions(cloud: Cloud): LiveResource[] {
    return cloud.store.ofType(distributionType);
}

/** The behaviors of a distribution, the default one first. */
export function behaviorsOf({ defaultCacheBehavior, orderedCacheBehaviors }: PropertyMap): PropertyMap[] {
    return [mapOf(defaultCacheBehavior), ...listOf(orderedCacheBehaviors)];
}

/** The alternate names of a distribution, in lower case. */
export function aliasesOf({ aliases }: PropertyMap): string[] {
    return elementsOf(aliases).map((alias) => text(alias).toLowerCase());
}

/** ARNs of the certificates that a distribution shows to viewers and origins. */
export function certificatesOf({ origins, viewerCertificate }: PropertyMap): string[] {
    const shown = [
        read(viewerCertificate, "acmCertificateArn"),
        ...listOf(origins).map(({ customOriginConfig }) =>
            read(read(customOriginConfig, "originMtlsConfig"), "clientCertificateArn"),
        ),
    ];
    return shown.map(text).filter((arn) => arn !== "");
}

/** ARNs of the CloudFront functions of a behavior. */
export function functionsOf({ functionAssociations }: PropertyMap): string[] {
    return listOf(functionAssociations).map(({ functionArn }) => text(functionArn));
}

/** Whether a name is one of the given names, or below a wildcard among them. A wildcard is in the place of one label. */
export function isCovered(name: string, names: readonly string[]): boolean {
    const wildcard = `*.${name.split(".").slice(1).join(".")}`;
    return names.some((own) => [name, wildcard].includes(own.toLowerCase()));
}
