import type { Rejection } from "../resources/rejection";
import { type PropertyMap, text } from "../state/property-values";
import type { LiveResource } from "../state/resource-store";

const entryType = "aws:eks/accessEntry:AccessEntry";
const associationType = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";

/** Calls about the access of principals to a cluster that EKS rejects. */
export const accessEntries: readonly Rejection[] = [
    {
        what: "a second access entry of a principal",
        type: entryType,
        on: ["create"],
        source: "terraform-aws-modules/terraform-aws-eks#3293",
        verbatim: true,
        reject: ({ properties }, cloud) =>
            cloud.store.ofType(entryType).some(isOf(properties))
                ? "ResourceInUseException: The specified access entry resource is already in use on this cluster."
                : undefined,
    },
    {
        what: "an access entry of a principal that does not exist",
        type: entryType,
        on: ["create"],
        source: "terraform-aws-modules/terraform-aws-eks#2969",
        verbatim: true,
        reject: ({ properties }, cloud) =>
            cloud.missingPrincipals.has(text(properties.principalArn))
                ? "InvalidParameterException: The specified principalArn is invalid: invalid principal."
                : undefined,
    },
    {
        what: "an access policy for a principal without an access entry",
        type: associationType,
        on: ["create"],
        source: "docs.aws.amazon.com/eks/latest/APIReference/API_AssociateAccessPolicy.html",
        verbatim: false,
        reject: ({ properties }, cloud) =>
            cloud.store.ofType(entryType).some(isOf(properties))
                ? undefined
                : `ResourceNotFoundException: there is no access entry of ${text(properties.principalArn)}`,
    },
];

function isOf({ clusterName, principalArn }: PropertyMap): (resource: LiveResource) => boolean {
    return ({ inputs }) =>
        text(inputs.clusterName) === text(clusterName) && text(inputs.principalArn) === text(principalArn);
}
