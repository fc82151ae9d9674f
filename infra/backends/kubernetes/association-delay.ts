import { setTimeout } from "node:timers/promises";

/** Seconds after which EKS has usually issued credentials for a new association. */
export const usualSeconds = 30;

/**
 * Waits until EKS issues credentials for an association that was just created. It "may take several seconds to be
 * effective" (docs.aws.amazon.com/eks/latest/APIReference/API_CreatePodIdentityAssociation.html), no status shows when, and
 * pods admitted earlier never get credentials (hashicorp/terraform-provider-aws#40852, aws/eks-pod-identity-agent#52).
 */
export async function waitForPropagation(seconds = usualSeconds): Promise<void> {
    await setTimeout(seconds * 1000);
}
