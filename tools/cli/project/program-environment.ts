import { delayVariable } from "../../../stacks/settings/pod-identity-delay";

/** Variables with which the program runs behind the simulated clouds: its EKS needs no time for a pod identity. */
export const programEnvironment: Readonly<Record<string, string>> = { [delayVariable]: "0" };
