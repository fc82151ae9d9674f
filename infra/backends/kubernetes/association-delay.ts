import { setTimeout } from "node:timers/promises";

/** Environment variable that overrides the delay of 30 seconds. */
export const delayVariable = "GATEHOUSE_POD_IDENTITY_SECONDS";

const usualSeconds = 30;

/**
 * Waits until EKS issues credentials for an association that was just created. It "may take several seconds to be
 * effective" (docs.aws.amazon.com/eks/latest/APIReference/API_CreatePodIdentityAssociation.html), no status shows when, and
 * pods admitted earlier never get credentials (hashicorp/terraform-provider-aws#40852, aws/eks-pod-identity-agent#52).
 */
export async function waitForPropagation(): Promise<void> {
    await setTimeout(Number(process.env[delayVariable] ?? usualSeconds) * 1000);
}
