/**
 * The problem of a project's and a stack's name, if there is one: `<project>-<stack>` becomes part of names at AWS.
 *
 * An ECR repository's name has no upper case and an EKS cluster's no dots. The longest derived name, that of the
 * cluster's role, has 21 more characters, and IAM allows 64.
 */
export function stackNameProblem(project: string, stack: string): string | undefined {
    const expected = (maxLength: number) => `want a–z, 0–9 and -, beginning with a letter, at most ${maxLength} long`;
    if (!isName(project, 20)) return `project "${project}": got that name, ${expected(20)}`;
    const maxLength = 39 - project.length;
    return isName(stack, maxLength) ? undefined : `stack "${stack}": got that name, ${expected(maxLength)}`;
}

function isName(name: string, maxLength: number): boolean {
    return name.length <= maxLength && /^[a-z][a-z0-9-]*$/.test(name);
}
