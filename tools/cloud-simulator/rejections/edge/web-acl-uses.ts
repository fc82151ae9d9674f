import { distributions, distributionType, edgeRegion } from "../../resources/edge/distributions";
import {
    associatedItem,
    associationType,
    invalidArn,
    ipSetType,
    missingItem,
    wafResource,
    webAclType,
} from "../../resources/edge/web-acls";
import type { Rejection } from "../../resources/rejection";
import { regionOf } from "../../state/cloud";
import { text } from "../../state/property-values";

/** Uses of web ACLs that AWS rejects, and deletions that a use prevents. */
export const webAclUses: readonly Rejection[] = [
    {
        what: "an association with a distribution, which names its web ACL itself",
        type: associationType,
        on: ["create"],
        source: "hashicorp/terraform-provider-aws#28753, #40893",
        verbatim: true,
        reject: ({ properties }) =>
            text(properties.resourceArn).startsWith("arn:aws:cloudfront:")
                ? invalidArn("RESOURCE_ARN", text(properties.webAclArn))
                : undefined,
    },
    {
        what: "an association of a web ACL of scope CLOUDFRONT, or of another region",
        type: associationType,
        on: ["create"],
        source: "docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html; hashicorp/terraform-provider-aws#28753 for AWS's words",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const arn = text(properties.webAclArn);
            const acl = wafResource(webAclType, arn, cloud);
            if (acl === undefined) return undefined;
            const isUsable = text(acl.inputs.scope) === "REGIONAL" && arn.split(":")[3] === regionOf(properties, cloud);
            return isUsable ? undefined : invalidArn("RESOURCE_ARN", arn);
        },
    },
    {
        what: "an association of a web ACL or with a stage that does not exist",
        type: associationType,
        on: ["create"],
        source: "aws-samples/serverless-patterns#2173",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const [acl, target] = [text(properties.webAclArn), text(properties.resourceArn)];
            const targets = cloud.store.all().map(({ outputs }) => text(outputs.arn));
            return wafResource(webAclType, acl, cloud) && targets.includes(target) ? undefined : missingItem;
        },
    },
    {
        what: "a second web ACL of a resource (AWS replaces the first, and deleting the first association then removes the second; the simulation rejects it)",
        type: associationType,
        on: ["create"],
        source: "pulumi/pulumi-aws#4782",
        verbatim: false,
        reject: ({ properties }, { store }) =>
            store
                .ofType(associationType)
                .some(({ inputs }) => text(inputs.resourceArn) === text(properties.resourceArn))
                ? `the resource ${text(properties.resourceArn)} has a web ACL already`
                : undefined,
    },
    {
        what: "a distribution with a web ACL that does not exist, of scope REGIONAL, or named by its id",
        type: distributionType,
        on: ["create", "update"],
        source: "fugue/regula#249, hlxsites/prisma-cloud-docs#634",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const arn = text(properties.webAclId);
            const acl = wafResource(webAclType, arn, cloud);
            if (arn === "" || (text(acl?.inputs.scope) === "CLOUDFRONT" && arn.split(":")[3] === edgeRegion))
                return undefined;
            return `InvalidWebACLId: Invalid webACL identifier provided ${arn}`;
        },
    },
    {
        what: "deleting a web ACL that protects a resource",
        type: webAclType,
        on: ["delete"],
        source: "hashicorp/terraform-provider-aws#37229; internal/service/wafv2/web_acl.go",
        verbatim: true,
        retried: true,
        reject: ({ properties }, cloud) => {
            const arn = text(properties.arn);
            const isAssociated = cloud.store
                .ofType(associationType)
                .some(({ inputs }) => text(inputs.webAclArn) === arn);
            return isAssociated || distributions(cloud).some(({ inputs }) => text(inputs.webAclId) === arn)
                ? associatedItem
                : undefined;
        },
    },
    {
        what: "deleting an IP set that a rule names",
        type: ipSetType,
        on: ["delete"],
        source: "hashicorp/terraform-provider-aws#37229; internal/service/wafv2/ip_set.go",
        verbatim: true,
        retried: true,
        reject: ({ properties }, { store }) =>
            store
                .ofType(webAclType)
                .some(({ inputs }) => JSON.stringify(inputs.rules ?? []).includes(JSON.stringify(properties.arn)))
                ? associatedItem
                : undefined,
    },
];
