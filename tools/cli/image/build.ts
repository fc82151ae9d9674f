import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { runTool, ToolError } from "../terminal/tool";
import { ecrRepository } from "./repository";

/** The folder to build, and the repository to push to. */
export interface BuildArgs {
    /** Folder with the Dockerfile. */
    readonly folder: string;
    /** Address of the repository, without a tag. */
    readonly repository: string;
    readonly tag: string;
    /** Platforms of the image, such as "linux/amd64"; several make it an index. */
    readonly platforms: readonly string[];
    /** Value of buildx's --provenance. */
    readonly provenance: string;
    /** Value of buildx's --sbom. */
    readonly sbom: string;
    /** Takes the output of docker. */
    readonly onOutput: (text: string) => void;
    readonly signal: AbortSignal;
}

// docs.docker.com/reference/cli/docker/buildx/build/#metadata-file
const metadataSchema = z.object({ "containerimage.digest": z.string().regex(/^sha256:[0-9a-f]{64}$/) });

/**
 * Builds an image with `docker buildx` and pushes it.
 * @returns its reference by digest.
 * @throws {ToolError} if docker or buildx is missing, the build fails, or the registry rejects the image.
 */
export async function buildImage(args: BuildArgs): Promise<string> {
    const { folder, repository, tag, platforms, provenance, sbom, onOutput, signal } = args;
    await requireBuildx(signal);
    const results = mkdtempSync(join(tmpdir(), "gatehouse-image-"));
    try {
        const metadata = join(results, "metadata.json");
        const options = ["--push", "--platform", platforms.join(","), "--tag", `${repository}:${tag}`];
        const attestations = [`--provenance=${provenance}`, `--sbom=${sbom}`, "--metadata-file", metadata];
        const command = ["buildx", "build", ...options, ...attestations, folder];
        const result = await runTool("docker", command, { signal, onOutput });
        if (result?.code !== 0) throw new ToolError(explained(result?.errors ?? "", repository));
        return `${repository}@${digestIn(metadata)}`;
    } finally {
        rmSync(results, { recursive: true, force: true });
    }
}

async function requireBuildx(signal: AbortSignal): Promise<void> {
    const version = await runTool("docker", ["buildx", "version"], { signal });
    if (version === undefined)
        throw new ToolError(
            '"docker": got no such command on the PATH, want Docker with buildx; .github/workflows/image.yml builds without one here',
        );
    if (version.code !== 0)
        throw new ToolError(`"docker buildx": got ${firstLine(version.errors)}, want Docker with the plugin buildx`);
}

function digestIn(metadata: string): string {
    const parsed = metadataSchema.safeParse(
        existsSync(metadata) ? JSON.parse(readFileSync(metadata, "utf8")) : undefined,
    );
    if (!parsed.success)
        throw new ToolError("docker buildx build wrote no digest: the image is pushed, but its digest is not known");
    return parsed.data["containerimage.digest"];
}

// Words of Amazon ECR and of Docker (docs.aws.amazon.com/AmazonECR/latest/userguide/common-errors-docker.html).
function explained(errors: string, repository: string): string {
    const failed = "docker buildx build failed";
    const ecr = ecrRepository(repository);
    if (/no basic auth credentials|authorization token has expired|401 Unauthorized|403 Forbidden/i.test(errors)) {
        const login = ecr
            ? `aws ecr get-login-password --region ${ecr.region} | docker login --username AWS --password-stdin ${ecr.host}`
            : `docker login ${repository.split("/")[0]}`;
        return `${failed}: the registry rejected the credentials. Log in, then run this command again:\n  ${login}`;
    }
    if (/name unknown|repository .* does not exist/i.test(errors))
        return `${failed}: there is no repository "${repository}". Create it once with --create-repository`;
    return `${failed}; its output is above`;
}

function firstLine(text: string): string {
    return JSON.stringify(text.trim().split("\n", 1)[0]);
}
