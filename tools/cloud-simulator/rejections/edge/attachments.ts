import { behaviorsOf, distributions, distributionType, functionsOf } from "../../resources/edge/distributions";
import {
    type ManagedPolicy,
    managedCachePolicies,
    managedOriginRequestPolicies,
    managedResponseHeadersPolicies,
} from "../../resources/edge/managed-policies";
import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { listOf, type PropertyMap, text } from "../../state/property-values";

const functionType = "aws:cloudfront/function:Function";

interface Attached {
    readonly type: string;
    /** In an error. */
    readonly code: string;
    readonly title: string;
    readonly property: string;
    readonly managed: readonly ManagedPolicy[];
    readonly inUse: Pick<Rejection, "source" | "verbatim"> & { readonly words: string };
}

const policies: readonly Attached[] = [
    {
        type: "aws:cloudfront/cachePolicy:CachePolicy",
        code: "CachePolicy",
        title: "cache policy",
        property: "cachePolicyId",
        managed: managedCachePolicies,
        inUse: {
            source: "anomalyco/ion#443",
            verbatim: true,
            words: "The specified cache policy is currently associated with a cache behavior. Please disassociate the policy before deleting.",
        },
    },
    {
        type: "aws:cloudfront/originRequestPolicy:OriginRequestPolicy",
        code: "OriginRequestPolicy",
        title: "origin request policy",
        property: "originRequestPolicyId",
        managed: managedOriginRequestPolicies,
        inUse: inOurWords("hashicorp/terraform-provider-aws#33047"),
    },
    {
        type: "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
        code: "ResponseHeadersPolicy",
        title: "response headers policy",
        property: "responseHeadersPolicyId",
        managed: managedResponseHeadersPolicies,
        inUse: inOurWords("hashicorp/terraform-provider-aws#21730"),
    },
];

/** References of a distribution: CloudFront rejects those to nothing, and keeps what a distribution uses. */
export const attachments: readonly Rejection[] = [
    ...policies.flatMap(({ type, code, title, property, managed, inUse }): Rejection[] => [
        {
            what: `a behavior whose ${title} does not exist`,
            type: distributionType,
            on: ["create", "update"],
            source: `docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html (NoSuch${code})`,
            verbatim: false,
            reject: ({ properties }, { store }) => {
                const used = behaviorsOf(properties).map((behavior) => text(behavior[property]));
                const isKnown = (id: string) =>
                    id === "" || managed.some((policy) => policy.id === id) || store.find(type, id) !== undefined;
                const missing = used.find((id) => !isKnown(id));
                return missing && `NoSuch${code}: the ${title} ${missing} does not exist`;
            },
        },
        {
            what: `deleting the ${title} of a behavior`,
            type,
            on: ["delete"],
            source: inUse.source,
            verbatim: inUse.verbatim,
            reject: ({ id = "" }, cloud) =>
                users(cloud, (behavior) => text(behavior[property]) === id) > 0
                    ? `${code}InUse: ${inUse.words}`
                    : undefined,
        },
    ]),
    {
        what: "a behavior with a function that does not exist or is not published",
        type: distributionType,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/associate-function.html; docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html (InvalidFunctionAssociation)",
        verbatim: false,
        reject: ({ properties }, { store }) => {
            const published = store
                .ofType(functionType)
                .filter(({ outputs }) => text(outputs.liveStageEtag) !== "")
                .map(({ outputs }) => text(outputs.arn));
            const missing = behaviorsOf(properties)
                .flatMap(functionsOf)
                .find((arn) => !published.includes(arn));
            return missing && `InvalidFunctionAssociation: the function ${missing} is not in the stage LIVE`;
        },
    },
    {
        what: "deleting a function that a distribution uses",
        type: functionType,
        on: ["delete"],
        source: "hashicorp/terraform-provider-aws#21730, anomalyco/ion#443",
        verbatim: true,
        reject: ({ properties, id = "" }, cloud) => {
            const count = users(cloud, (behavior) => functionsOf(behavior).includes(text(properties.arn)));
            return count > 0
                ? `FunctionInUse: Cannot delete function ${id}, it is in use by ${count} distributions`
                : undefined;
        },
    },
    {
        what: "deleting an origin access control that a distribution uses",
        type: "aws:cloudfront/originAccessControl:OriginAccessControl",
        on: ["delete"],
        source: "terraform-aws-modules/terraform-aws-cloudfront#135, hashicorp/terraform-provider-aws#28595",
        verbatim: true,
        reject: ({ id = "" }, cloud) =>
            distributions(cloud).some(({ inputs }) =>
                listOf(inputs.origins).some(({ originAccessControlId }) => text(originAccessControlId) === id),
            )
                ? "OriginAccessControlInUse: The CloudFront origin access control is still being used."
                : undefined,
    },
];

function users(cloud: Cloud, uses: (behavior: PropertyMap) => boolean): number {
    return distributions(cloud).filter(({ inputs }) => behaviorsOf(inputs).some(uses)).length;
}

function inOurWords(source: string): Attached["inUse"] {
    return { source, verbatim: false, words: "it is attached to a cache behavior" };
}
