/** The parts of a stack that names at AWS derive from. */
export interface StackNames {
    readonly project: string;
    readonly stack: string;
    /** Whether an image is built for an API, so that an ECR repository has the name. */
    readonly hasRepository: boolean;
}

// An IAM role's name has at most 64 characters; the longest derived one, that of the cluster's role, has 21 more than
// `<project>-<stack>` (docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
const maxLength = 40;
const maxProjectLength = 20;

/**
 * The problem of a project's and a stack's name, if there is one: `<project>-<stack>` becomes part of names at AWS.
 *
 * An EKS cluster's name has letters, digits, hyphens and underscores, but no dots (API reference of CreateCluster); an ECR
 * repository's has neither upper case nor two separators in a row (API reference of CreateRepository).
 */
export function stackNameProblem({ project, stack, hasRepository }: StackNames): string | undefined {
    const problem = nameProblem(project, maxProjectLength, hasRepository);
    if (problem !== undefined) return `project "${project}": got that name, want ${problem}`;
    const want = nameProblem(stack, maxLength - project.length - 1, hasRepository);
    return want && `stack "${stack}": got that name, want ${want}`;
}

function nameProblem(name: string, length: number, hasRepository: boolean): string | undefined {
    if (name.length > length) return `at most ${length} characters, as an IAM role's name contains it`;
    if (!/^[A-Za-z0-9][\w-]*$/.test(name))
        return "letters, digits, - and _, beginning with a letter or digit, as an EKS cluster's name contains it";
    return hasRepository && !/^[a-z0-9]+([_-][a-z0-9]+)*$/.test(name)
        ? "words of a–z and 0–9 joined by - or _, as the ECR repository of an API with `build` contains it"
        : undefined;
}
