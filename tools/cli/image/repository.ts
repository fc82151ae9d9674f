import { runTool, ToolError } from "../terminal/tool";

/** A private repository of Amazon ECR. */
export interface EcrRepository {
    /** Host of the registry, such as 123456789012.dkr.ecr.eu-central-1.amazonaws.com. */
    readonly host: string;
    readonly region: string;
    /** Name of the repository, such as gatehouse/pictures. */
    readonly name: string;
}

/** Reads a repository's address; undefined if it is not one of Amazon ECR. */
export function ecrRepository(address: string): EcrRepository | undefined {
    const [, host, region, name] =
        /^(\d{12}\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?)\/(.+)$/.exec(address) ?? [];
    return host && region && name ? { host, region, name } : undefined;
}

/**
 * The repository of an API that all stacks of the project share, in the account of the current credentials:
 * `<account>.dkr.ecr.<region>.amazonaws.com/<project>/<api>`.
 * @throws {ToolError} if the AWS CLI is missing or has no credentials.
 */
export async function sharedRepository(
    { project, api, region }: { readonly project: string; readonly api: string; readonly region: string },
    signal: AbortSignal,
): Promise<string> {
    const args = ["sts", "get-caller-identity", "--query", "Account", "--output", "text", "--region", region];
    const account = (await aws(args, signal)).trim();
    const suffix = region.startsWith("cn-") ? ".cn" : "";
    return `${account}.dkr.ecr.${region}.amazonaws.com${suffix}/${project}/${api}`;
}

/**
 * Creates a repository that scans what is pushed and whose tags cannot be overwritten. Its images never expire, because a
 * stack may run any of them.
 * @throws {ToolError} with the error of AWS.
 */
export async function createRepository({ name, region }: EcrRepository, signal: AbortSignal): Promise<void> {
    const options = ["--image-tag-mutability", "IMMUTABLE", "--image-scanning-configuration", "scanOnPush=true"];
    await aws(["ecr", "create-repository", "--repository-name", name, "--region", region, ...options], signal);
}

async function aws(args: readonly string[], signal: AbortSignal): Promise<string> {
    const result = await runTool("aws", args, { signal });
    if (result === undefined) throw new ToolError('"aws": got no such command on the PATH, want the AWS CLI version 2');
    if (result.code !== 0) throw new ToolError(`aws ${args.slice(0, 2).join(" ")} failed: ${result.errors.trim()}`);
    return result.output;
}
