/** Environment variable that is "yes" where kept snapshots are served from the state of a stack, not from their deployments. */
export const recreatesVariable = "GATEHOUSE_RECREATES_SNAPSHOTS";

/**
 * Whether the deployment of a kept snapshot that does not exist may be created from the newest body. The gateway on localhost, whose
 * stacks start from nothing, sets the variable. AWS would serve the newest body in place of the kept one.
 */
export function recreatesSnapshots({ [recreatesVariable]: value }: NodeJS.ProcessEnv): boolean {
    return value === "yes";
}
