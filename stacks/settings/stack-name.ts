/**
 * The fault of a stack's name, if it has one: it names things at AWS.
 *
 * An ECR repository takes no upper case and an EKS cluster no dot; the longest name made of it, that of the cluster's
 * role, has 31 characters besides it, and IAM takes 64.
 */
export function stackNameFault(name: string): string | undefined {
    if (/^[a-z][a-z0-9-]{0,29}$/.test(name)) return undefined;
    return `stack "${name}": got that name, want a–z, 0–9 and -, beginning with a letter, at most 30 long`;
}
