import type { z } from "zod";
import { architectures } from "../architecture";
import { object, oneOf, string } from "../form";

/** The settings of an EKS cluster that exists already: `gatehouse:cluster` with the key `name`. */
export const adoptedCluster = object({
    // docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html
    name: string("the name of an EKS cluster", /^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/).describe(
        "An existing cluster in the stack's region and in the VPC of `network.vpcId`, in place of one that the stack creates. The stack adds a namespace to it, and changes or deletes nothing else.",
    ),
    nodes: oneOf(["auto", "managed"])
        .default("auto")
        .describe("Whether the existing cluster is in EKS Auto Mode, or has nodes of any other kind."),
    architecture: oneOf(architectures)
        .default("amd64")
        .describe("Architecture of the nodes of the existing cluster on which APIs run."),
});

/** The settings of an EKS cluster that exists already. */
export type AdoptedClusterSettings = z.output<typeof adoptedCluster>;
