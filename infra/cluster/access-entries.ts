import type { types } from "@pulumi/eks";
import { mapValues } from "../map-values";

/** A principal with access to a cluster. */
export interface AccessEntry {
    /** ARN of an IAM role or user. */
    principalArn: string;
    /** Access level, in every namespace. */
    access: "admin" | "edit" | "view";
}

// docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
const policies = {
    admin: "AmazonEKSClusterAdminPolicy",
    edit: "AmazonEKSEditPolicy",
    view: "AmazonEKSViewPolicy",
} as const;

/** Converts access entries to the form that eks.Cluster accepts. */
export function accessEntries(
    entries: Readonly<Record<string, AccessEntry>>,
): Record<string, types.input.AccessEntryArgs> {
    return mapValues(entries, ({ principalArn, access }) => ({
        principalArn,
        accessPolicies: {
            [access]: {
                policyArn: `arn:${partition(principalArn)}:eks::aws:cluster-access-policy/${policies[access]}`,
                accessScope: { type: "cluster" },
            },
        },
    }));
}

function partition(arn: string): string {
    return arn.split(":")[1] ?? "aws";
}
