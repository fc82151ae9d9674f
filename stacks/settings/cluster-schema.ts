import { z } from "zod";
import { architectures } from "./architecture";
import { isPrivate, reservedBlock } from "./cidr";
import { integer, list, object, oneOf, string } from "./form";
import { kubernetesVersions } from "./kubernetes-versions";
import { cidr } from "./network-schema";

const versions = kubernetesVersions.map(({ version }) => version);
const versionForm = `a quoted version that EKS supports, from "${versions[0]}" to "${versions.at(-1)}"`;

const publicCidr = cidr.refine((value) => !isPrivate(value) && reservedBlock(value) === undefined, {
    error: "a block of public addresses, as EKS accepts no private and no reserved ones here",
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

/** The settings of the EKS cluster: `gatehouse:cluster`. */
export const cluster = object({
    kubernetesVersion: string(versionForm, new RegExp(`^(${versions.join("|").replaceAll(".", "\\.")})$`)).describe(
        "Kubernetes version. Quote it: YAML reads 1.30 as 1.3.",
    ),
    nodes: oneOf(["auto", "managed"]).default("auto").describe("EKS Auto Mode, or a managed node group."),
    architecture: oneOf(architectures)
        .default("amd64")
        .describe(
            "Architecture of the nodes and of the images that `build` makes: arm64 is AWS Graviton. An API with `image` needs one for it. Changing it replaces a managed node group.",
        ),
    publicEndpointCidrs: list(`a list of at most ${maxPublicCidrs} public IPv4 blocks`, publicCidr)
        .max(maxPublicCidrs, { error: `at most ${maxPublicCidrs} blocks, a quota of EKS that AWS does not raise` })
        .default([])
        .describe("Blocks that can reach the cluster's API server from outside. Empty: the endpoint is private only."),
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
        maxNodes: integer("an integer from 1 to 450", 1, 450).default(4).describe("Maximum number of nodes."),
    })
        .prefault({})
        .describe("Used with `nodes: managed`; ignored in Auto Mode."),
});
