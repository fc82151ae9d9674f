import { z } from "zod";
import { architectures } from "../architecture";
import { isInternal, isPrivate, parseCidr, reservedBlock } from "../cidr";
import { boolean, integer, list, object, oneOf, string } from "../form";
import { defaultSupportType, extendedPrice, kubernetesVersions } from "../kubernetes-versions";
import { logRetention } from "../log-retention";
import { cidr } from "../network/schema";

const versions = kubernetesVersions.map(({ version }) => version);
const versionForm = `a quoted version that EKS supports, from "${versions[0]}" to "${versions.at(-1)}"`;

const extendedVersions = versions.filter((version) => defaultSupportType(version) === "extended");

const publicCidr = cidr.refine((value) => !isPrivate(value) && reservedBlock(value) === undefined, {
    error: "a block of public addresses, as EKS accepts no private and no reserved ones here",
});

const privateCidr = cidr.refine((value) => parseCidr(value) === undefined || isInternal(value), {
    error: "a block of private addresses, such as 10.100.0.0/16",
});

// A quota that AWS does not raise (docs.aws.amazon.com/general/latest/gr/eks.html).
const maxPublicCidrs = 40;

// Characters and lengths: docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html. EKS accepts a path, but no
// service-linked role (docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html).
const principalArn = string(
    "the ARN of an IAM role or user",
    /^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/([!-~]{1,510}\/)?[\w+=,.@-]{1,64}$/,
).refine((value) => !value.includes(":role/aws-service-role/"), {
    error: "the ARN of an IAM role or user that is not service-linked, as EKS accepts no such role",
});

const accessEntry = object({
    principalArn: principalArn.describe("IAM role or user that gets access to the cluster."),
    access: oneOf(["admin", "edit", "view"]).describe("Its permissions in the whole cluster."),
});

const addOnVersion = string(
    "a version of the add-on such as v1.14.3-eksbuild.16",
    /^v\d+\.\d+\.\d+-eksbuild\.\d+$/,
).optional();

// The add-ons that a stack may have (infra/cluster).
const addOnVersions = object({
    "amazon-cloudwatch-observability": addOnVersion.describe("Container logs and metrics, by `observability`."),
    coredns: addOnVersion.describe("Name resolution; with `nodes: managed`."),
    "eks-pod-identity-agent": addOnVersion.describe("AWS credentials of pods; with `nodes: managed`."),
    "kube-proxy": addOnVersion.describe("Service addresses on the nodes; with `nodes: managed`."),
    "metrics-server": addOnVersion.describe("CPU usage of pods, by which they scale."),
    "vpc-cni": addOnVersion.describe("Addresses and network policies of pods; with `nodes: managed`."),
});

const observability = object({
    logs: boolean().default(true).describe("Send the output of all containers to CloudWatch Logs, billed by the GB."),
    metrics: boolean()
        .default(true)
        .describe(
            "Send metrics of nodes, pods and containers to CloudWatch Container Insights, billed by observation.",
        ),
    retentionDays: logRetention
        .optional()
        .describe("Days for which these logs are kept. Default: `logRetentionDays` of the stack."),
});

/** The settings of the EKS cluster: `gatehouse:cluster`. */
export const cluster = object({
    kubernetesVersion: string(versionForm, new RegExp(`^(${versions.join("|").replaceAll(".", "\\.")})$`)).describe(
        "Kubernetes version. Quote it: YAML reads 1.30 as 1.3. EKS upgrades one minor version at a time, and never back.",
    ),
    supportType: oneOf(["standard", "extended"])
        .optional()
        .describe(
            `Policy for the end of the version's standard support: with \`standard\`, EKS upgrades the cluster; with \`extended\`, it keeps the version for up to a year, ${extendedPrice}. Cannot be changed once standard support has ended. Default: standard, but extended for ${extendedVersions.join(" and ")}.`,
        ),
    addOnVersions: addOnVersions
        .prefault({})
        .describe("Versions of EKS add-ons. Default for each: the one that EKS proposes for the Kubernetes version."),
    nodes: oneOf(["auto", "managed"]).default("auto").describe("EKS Auto Mode, or a managed node group."),
    architecture: oneOf(architectures)
        .default("amd64")
        .describe(
            "Architecture of the nodes and of the images that `build` makes: arm64 is AWS Graviton. An API with `image` needs one for it. Changing it replaces a managed node group.",
        ),
    publicEndpointCidrs: list(`a list of at most ${maxPublicCidrs} public IPv4 blocks`, publicCidr)
        .max(maxPublicCidrs, { error: `at most ${maxPublicCidrs} blocks, a quota of EKS that AWS does not raise` })
        .default([])
        .describe(
            "Blocks of public addresses that can reach the cluster's API server. Empty: only its private endpoint exists.",
        ),
    privateEndpointCidrs: list("a list of private IPv4 blocks", privateCidr)
        .check(({ value, issues }) => {
            for (const [index, block] of value.entries()) {
                if (value.indexOf(block) === index) continue;
                const message = "a block that is not in the list already, as EC2 rejects a second rule for it";
                issues.push({ code: "custom", input: value, path: [index], message });
            }
        })
        .default([])
        .describe(
            "Blocks of networks attached to the VPC (by VPN, peering or a transit gateway), or of runners inside it, that can reach the cluster's API server.",
        ),
    accessEntries: z
        .record(z.string().min(1), accessEntry, { error: "a map from a name to an access entry" })
        .meta({ form: "a map from a name to an access entry" })
        .default({})
        .describe("Access to the cluster for others than the principal that creates it."),
    nodeGroup: object({
        instanceType: string("an instance type such as m7i.large", /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/)
            .default("t3.large")
            .describe("Instance type of the nodes, of the cluster's `architecture`."),
        minNodes: integer("an integer from 1 to 450", 1, 450).default(2).describe("Minimum number of nodes."),
        maxNodes: integer("an integer from 1 to 450", 1, 450)
            .default(4)
            .describe("Maximum number of nodes, up to which the Cluster Autoscaler adds nodes for pending pods."),
    })
        .prefault({})
        .describe("Used with `nodes: managed`; ignored in Auto Mode."),
    observability: observability
        .prefault({})
        .describe(
            "Logs and metrics of the containers in CloudWatch, through the EKS add-on amazon-cloudwatch-observability.",
        ),
});
