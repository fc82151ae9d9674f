/**
 * The fault of a project's or a stack's name, if one has any: `<project>-<stack>` names things at AWS.
 *
 * An ECR repository takes no upper case and an EKS cluster no dot; the longest name made of it, that of the cluster's
 * role, has 21 characters besides it, and IAM takes 64.
 */
export function stackNameProblem(project: string, stack: string): string | undefined {
    const expected = (longest: number) => `want a–z, 0–9 and -, beginning with a letter, at most ${longest} long`;
    if (!isName(project, 20)) return `project "${project}": got that name, ${expected(20)}`;
    const longest = 39 - project.length;
    return isName(stack, longest) ? undefined : `stack "${stack}": got that name, ${expected(longest)}`;
}

function isName(name: string, longest: number): boolean {
    return name.length <= longest && /^[a-z][a-z0-9-]*$/.test(name);
}
