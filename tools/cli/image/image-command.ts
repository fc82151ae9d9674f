import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { imageReferenceProblem } from "../../../stacks/settings/image-reference";
import { projectFolder, projectName } from "../project/project";
import { shortStackName } from "../project/stack-option";
import { stackFileName, stackFilePath, stackSource } from "../project/stack-source";
import { writeFiles } from "../project/write-files";
import { Command, type Values } from "../terminal/command";
import { exitCodes } from "../terminal/exit-codes";
import { flag, list, required, value } from "../terminal/option";
import { ToolError } from "../terminal/tool";
import { buildImage } from "./build";
import { imageSource, stacksWith, uniqueTag } from "./image-source";
import { createRepository, ecrRepository, sharedRepository } from "./repository";
import { withImage } from "./stack-image";

const buildValue = (name: string, description: string) =>
    value({
        placeholder: "VALUE",
        description,
        parse: (given) => given || undefined,
        form: `a value of buildx's --${name}`,
    });

const options = {
    api: required(
        value({
            placeholder: "NAME",
            description: "the API or the page whose image is built",
            parse: (given) => given,
        }),
    ),
    stack: list({
        placeholder: "NAME",
        description: "a stack whose file gets the image, in place of `build` or another image",
        parse: (given) => shortStackName(given, projectName),
    }),
    "config-file": list({
        placeholder: "FILE",
        description: "the file of a stack that gets the image, such as one of stacks/examples",
        parse: (given) => given,
    }),
    image: value({
        placeholder: "REFERENCE",
        form: "an image with a digest, such as registry/pictures@sha256:…",
        description: "an image by digest to set, instead of building one",
        parse: (given) => (given.includes("@") && imageReferenceProblem(given) === undefined ? given : undefined),
    }),
    repository: value({
        placeholder: "ADDRESS",
        form: "the address of a repository without tag and digest, such as registry.example.com/pictures",
        description:
            "where the image is pushed\n(default: the repository <project>/<api> in Amazon ECR, by the AWS CLI's credentials)",
        parse: (given) => (imageReferenceProblem(`${given}:tag`) === undefined ? given : undefined),
    }),
    platform: list({
        placeholder: "PLATFORM",
        form: "a platform such as linux/arm64",
        description: "a platform of the image (default: those of the stacks, by `gatehouse:cluster.architecture`)",
        parse: (given) => (/^[a-z0-9]+\/[a-z0-9]+(\/[a-z0-9]+)?$/.test(given) ? given : undefined),
    }),
    provenance: buildValue("provenance", "attestation of how the image was built, such as mode=max (default: none)"),
    sbom: buildValue("sbom", "list of the image's packages, such as true (default: none)"),
    "create-repository": flag("create the repository in Amazon ECR first"),
};

const imageFlags = new Command({
    name: "image",
    summary:
        "Builds the image of an API once, pushes it, and prints its reference by digest, which every stack can run.",
    options,
    notes: "Exit codes: 0 the image is pushed and set, 2 invalid command line or stack file, 3 docker, AWS or the registry failed.",
    check: ({ image, stack, "config-file": files, repository, "create-repository": create }) => [
        ...(image !== undefined && stack.length + files.length === 0
            ? ['"--image": got it without --stack or --config-file, want a stack to set it in']
            : []),
        ...(create && repository !== undefined && !ecrRepository(repository)
            ? [`"--repository": got "${repository}", want one in Amazon ECR for --create-repository`]
            : []),
    ],
});

/** Where the command works and writes; the defaults are those of `npm run image`. */
export interface ImageCommandOptions {
    readonly folder?: string;
    readonly write?: (text: string) => void;
    readonly writeError?: (text: string) => void;
}

/**
 * `npm run image`: builds and pushes the image of an API, prints its reference and sets it in stack files.
 * @returns the exit code.
 * @throws {UsageError} where the command line or a stack file is invalid.
 */
export async function imageCommand(
    argv: readonly string[],
    signal: AbortSignal,
    {
        folder = projectFolder,
        write = (text) => process.stdout.write(text),
        writeError = (text) => process.stderr.write(text),
    }: ImageCommandOptions = {},
): Promise<number> {
    const flags = imageFlags.parse(argv);
    if (flags === undefined) {
        write(imageFlags.help);
        return exitCodes.holds;
    }
    try {
        const sources = [
            ...[...new Set(flags.stack)].map((name) => ({ name })),
            ...[...new Set(flags["config-file"])].map((file) => stackSource(undefined, file)),
        ];
        const stacks = stacksWith(flags.api, sources, folder);
        // A file that cannot be changed is an error before anything is built, so the edit is tried first.
        const edit = (reference: string) =>
            sources.map((source) => {
                const text = readFileSync(stackFilePath(folder, source), "utf8");
                return withImage(stackFileName(source), text, flags.api, reference);
            });
        edit("tried:first");
        const reference = flags.image ?? (await build(flags, { folder, stacks, signal, onOutput: writeError }));
        const files = edit(reference);
        writeFiles(files.map(({ fileName, text }) => ({ path: resolve(folder, fileName), text })));
        for (const { fileName, before } of files)
            writeError(`"${fileName}": ${flags.api}: image in place of ${before}\n`);
        write(`${reference}\n`);
        return exitCodes.holds;
    } catch (error) {
        if (!(error instanceof ToolError)) throw error;
        writeError(`${error.message}\n`);
        return exitCodes.failed;
    }
}

interface BuildContext {
    readonly folder: string;
    readonly stacks: ReturnType<typeof stacksWith>;
    readonly signal: AbortSignal;
    readonly onOutput: (text: string) => void;
}

async function build(flags: Values<typeof options>, context: BuildContext): Promise<string> {
    const { folder, stacks, signal, onOutput } = context;
    const { api, platform, provenance = "false", sbom = "false" } = flags;
    const source = imageSource(api, stacks, folder);
    const own = { project: projectName, api, region: source.region };
    const repository = flags.repository ?? (await sharedRepository(own, signal));
    const ecr = ecrRepository(repository);
    if (flags["create-repository"] && ecr) await createRepository(ecr, signal);
    const path = join(folder, source.folder);
    const platforms = platform.length > 0 ? platform : source.platforms;
    const tag = uniqueTag(path, new Date());
    return buildImage({ folder: path, repository, tag, platforms, provenance, sbom, onOutput, signal });
}
