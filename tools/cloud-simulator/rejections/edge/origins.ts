import { behaviorsOf, distributionType } from "../../resources/edge/distributions";
import type { Rejection } from "../../resources/rejection";
import { elementsOf, hasUnknowns, listOf, type PropertyMap, text } from "../../state/property-values";

const guide = "docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide";

/** Headers that CloudFront does not add to requests to an origin (forward-custom-headers.html). */
const reserved = new Set(
    [
        ["cache-control", "connection", "content-length", "cookie", "host", "if-match", "if-modified-since"],
        ["if-none-match", "if-range", "if-unmodified-since", "max-forwards", "pragma", "proxy-authenticate"],
        ["proxy-authorization", "proxy-connection", "range", "request-range", "te", "trailer", "transfer-encoding"],
        ["upgrade", "via", "x-real-ip"],
    ].flat(),
);

/** Origins of distributions that CloudFront rejects. */
export const origins: readonly Rejection[] = [
    {
        what: "a behavior whose target is not an origin of the distribution",
        type: distributionType,
        on: ["create", "update"],
        source: "hashicorp/terraform#18283",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) => {
            if (hasUnknowns(properties.originGroups ?? null)) return undefined;
            const ids = [...listOf(properties.origins), ...listOf(properties.originGroups)].map(({ originId }) =>
                text(originId),
            );
            return behaviorsOf(properties).every(({ targetOriginId }) => ids.includes(text(targetOriginId)))
                ? undefined
                : "NoSuchOrigin: One or more of your origins do not exist.";
        },
    },
    {
        what: "an origin that adds a header which CloudFront sets itself, such as Host, Cookie or X-Amz-…, or one twice",
        type: distributionType,
        on: ["create", "update"],
        source: `${guide}/forward-custom-headers.html; floci-io/floci#1832`,
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            for (const { originId, customHeaders } of listOf(properties.origins)) {
                const names = listOf(customHeaders).map(({ name }) => text(name).toLowerCase());
                const wrong = names.find((name, index) => isReserved(name) || names.indexOf(name) !== index);
                if (wrong !== undefined)
                    return `InvalidArgument: the origin ${text(originId)} cannot have the custom header ${wrong}`;
            }
            return undefined;
        },
    },
    {
        what: "an origin without `customOriginConfig` whose name is not that of a bucket",
        type: distributionType,
        on: ["create", "update"],
        source: "hashicorp/terraform-provider-aws#33214, hashicorp/terraform#10572",
        verbatim: true,
        reject: ({ properties }) =>
            listOf(properties.origins).every((origin) => isCustom(origin) || isBucketName(text(origin.domainName)))
                ? undefined
                : "InvalidArgument: The parameter Origin DomainName does not refer to a valid S3 bucket.",
    },
    {
        what: "an origin with an access control of another type, such as one for S3 at an API",
        type: distributionType,
        on: ["create", "update"],
        source: "aws/aws-cdk#26405",
        verbatim: true,
        reject: ({ properties }, { store }) => {
            const differs = listOf(properties.origins).some((origin) => {
                const id = text(origin.originAccessControlId);
                const control = store.find("aws:cloudfront/originAccessControl:OriginAccessControl", id);
                if (control === undefined) return false;
                return (text(control.inputs.originAccessControlOriginType) === "s3") === isCustom(origin);
            });
            return differs ? "Illegal configuration: The origin type and OAC origin type differ." : undefined;
        },
    },
    {
        what: "a path of an origin that does not begin with a slash, or ends with one",
        type: distributionType,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/cloudfront/latest/APIReference/API_Origin.html",
        verbatim: false,
        reject: ({ properties }) => {
            const paths = listOf(properties.origins).map(({ originPath }) => text(originPath));
            const wrong = paths.find((path) => path !== "" && !/^\/.*[^/]$/.test(path));
            return wrong && `InvalidArgument: the origin path "${wrong}" must begin with a slash and not end with one`;
        },
    },
    {
        what: "two origins with one id",
        type: distributionType,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/cloudfront/latest/APIReference/API_Origin.html",
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const ids = elementsOf(properties.origins).length;
            const different = new Set(listOf(properties.origins).map(({ originId }) => text(originId))).size;
            return ids === different ? undefined : "InvalidArgument: two origins have the same id";
        },
    },
];

function isReserved(name: string): boolean {
    return reserved.has(name) || name.startsWith("x-amz-") || name.startsWith("x-edge-");
}

function isCustom({ customOriginConfig, vpcOriginConfig }: PropertyMap): boolean {
    return Boolean(customOriginConfig ?? vpcOriginConfig);
}

function isBucketName(name: string): boolean {
    return /\.s3([.-][a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/.test(name);
}
