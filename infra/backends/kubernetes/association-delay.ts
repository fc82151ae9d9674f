import { setTimeout } from "node:timers/promises";

/** Environment variable with the seconds to wait instead of 30. */
export const delayVariable = "GATEHOUSE_POD_IDENTITY_SECONDS";

const usualSeconds = 30;

/**
 * Waits until EKS hands out credentials for an association that was just made: it "may take several seconds to be
 * effective" (docs.aws.amazon.com/eks/latest/APIReference/API_CreatePodIdentityAssociation.html), no state tells when, and
 * pods that are admitted before never get any (hashicorp/terraform-provider-aws#40852, aws/eks-pod-identity-agent#52).
 */
export async function waitForPropagation(): Promise<void> {
    await setTimeout(Number(process.env[delayVariable] ?? usualSeconds) * 1000);
}
