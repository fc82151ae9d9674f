import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** A principal with access to a cluster. */
export interface AccessEntry {
    /** ARN of an IAM role or user. */
    principalArn: string;
    /** Access level, in every namespace. */
    access: "admin" | "edit" | "view";
}

/** Arguments of access entries. */
export interface AccessEntriesArgs {
    /** Name of the cluster. */
    clusterName: pulumi.Input<string>;
    /** The principals, each under a name that only people read. */
    entries: Readonly<Record<string, AccessEntry>>;
    /** The resource below which earlier releases had the entries, named after those names. */
    formerParent: pulumi.Resource;
}

// docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
const policies = {
    admin: "AmazonEKSClusterAdminPolicy",
    edit: "AmazonEKSEditPolicy",
    view: "AmazonEKSViewPolicy",
} as const;

/**
 * The access of principals to a cluster, which can be changed and taken away at any time: it is never protected.
 *
 * The resources are named after the principals. EKS accepts one entry of each, and rejects a second one while the first exists
 * (terraform-aws-modules/terraform-aws-eks#3293), as it would if a name moved to another principal.
 */
export class AccessEntries extends pulumi.ComponentResource {
    /** Every resource that access depends on. */
    readonly resources: readonly pulumi.Resource[];

    /** Creates an entry for each principal, and associates its policy. */
    constructor(name: string, args: AccessEntriesArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:cluster:AccessEntries", name, {}, opts);

        this.resources = Object.entries(args.entries).flatMap(([key, entry]) =>
            this.grant(name, `${name}-${key}`, entry, args),
        );

        this.registerOutputs();
    }

    private grant(
        name: string,
        formerName: string,
        { principalArn, access }: AccessEntry,
        { clusterName, formerParent }: AccessEntriesArgs,
    ): pulumi.Resource[] {
        const ownName = `${name}-${principalOf(principalArn)}`;
        const entry = new aws.eks.AccessEntry(
            ownName,
            { clusterName, principalArn },
            { parent: this, protect: false, aliases: [{ name: formerName, parent: formerParent }] },
        );
        const association = new aws.eks.AccessPolicyAssociation(
            ownName,
            {
                clusterName,
                principalArn,
                policyArn: `arn:${partitionOf(principalArn)}:eks::aws:cluster-access-policy/${policies[access]}`,
                accessScope: { type: "cluster" },
            },
            // A replacement associates the new policy before it removes the former one, so access never lapses.
            { parent: entry, protect: false, dependsOn: [entry], aliases: [{ name: `${formerName}-${access}` }] },
        );
        return [entry, association];
    }
}

// Account, kind, path and name: `123456789012:role/support`.
function principalOf(arn: string): string {
    return arn.split(":").slice(4).join(":");
}

function partitionOf(arn: string): string {
    return arn.split(":")[1] ?? "aws";
}
