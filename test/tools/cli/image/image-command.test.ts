import assert from "node:assert/strict";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { imageCommand } from "../../../../tools/cli/image/image-command";
import { projectFolder } from "../../../../tools/cli/project/project";
import { UsageError } from "../../../../tools/cli/terminal/usage-error";

const digest = `sha256:${"0123456789abcdef".repeat(4)}`;
const ecr = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";

// Answers as docker with buildx does: the digest goes into the file that --metadata-file names.
const docker = `printf '%s\\n' "docker $*" >> "$STUBS/calls"
[ "$2" = version ] && { [ ! -f "$STUBS/no-buildx" ] || { echo "docker: 'buildx' is not a docker command." >&2; exit 1; }; exit 0; }
if [ -f "$STUBS/error" ]; then cat "$STUBS/error" >&2; exit 1; fi
while [ $# -gt 0 ]; do
    if [ "$1" = --metadata-file ]; then printf '{"containerimage.digest":"%s"}' "$(cat "$STUBS/digest")" > "$2"; fi
    shift
done`;

const aws = `printf '%s\\n' "aws $*" >> "$STUBS/calls"
case "$*" in
    sts*) echo 123456789012 ;;
    *create-repository*) [ ! -f "$STUBS/exists" ] || { echo "RepositoryAlreadyExistsException: already exists" >&2; exit 254; } ;;
esac`;

describe("npm run image", () => {
    let folder = "";
    let stubs = "";
    const { PATH } = process.env;

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
        stubs = join(folder, "stubs");
        mkdirSync(stubs);
        for (const name of ["app", "Pulumi.dev.yaml", "Pulumi.prod.yaml"])
            cpSync(join(projectFolder, name), join(folder, name), {
                recursive: true,
                filter: (source) => !source.includes("node_modules"),
            });
        stub("docker", docker);
        stub("aws", aws);
        mark("digest", digest);
        process.env.PATH = `${stubs}:${PATH}`;
    });
    afterEach(() => {
        process.env.PATH = PATH;
        rmSync(folder, { recursive: true });
    });

    function stub(name: string, script: string): void {
        writeFileSync(join(stubs, name), `#!/bin/sh\nSTUBS='${stubs}'\n${script}\n`);
        chmodSync(join(stubs, name), 0o755);
    }

    function mark(name: string, text = ""): void {
        writeFileSync(join(stubs, name), text);
    }

    async function run(...argv: string[]) {
        let output = "";
        let errors = "";
        const code = await imageCommand(argv, new AbortController().signal, {
            folder,
            write: (text) => (output += text),
            writeError: (text) => (errors += text),
        });
        const log = join(stubs, "calls");
        const calls = existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
        return { code, output, errors, calls };
    }

    it("builds the image of a page, and writes it where the page is set", async () => {
        const file = join(folder, "Pulumi.dev.yaml");
        const before = readFileSync(file, "utf8");
        const text = `${before.replace("port: 5000,", "port: 5000, exposure: shared,")}  gatehouse:pages:
    books-react: { build: app/books-react, port: 3000 }
`;
        writeFileSync(file, text);
        const { code, calls } = await run("--api", "books-react", "--stack", "dev");
        assert.equal(code, 0);
        assert.ok(calls.some((call) => call.endsWith("app/books-react")));
        assert.equal(
            readFileSync(file, "utf8"),
            text.replace("build: app/books-react", `image: ${ecr}/gatehouse/books-react@${digest}`),
        );
    });

    const problemsOf = async (...argv: string[]) => {
        try {
            await run(...argv);
        } catch (error) {
            if (error instanceof UsageError) return error.problems;
            throw error;
        }
        return [];
    };
    const stackFile = (name: string) => readFileSync(join(folder, `Pulumi.${name}.yaml`), "utf8");

    it("builds for the platform of the stacks, pushes under a new tag and prints the digest", async () => {
        const { code, output, calls } = await run("--api", "pictures");
        assert.equal(code, 0);
        assert.equal(output, `${ecr}/gatehouse/pictures@${digest}\n`);
        const [identity, version, build = ""] = calls;
        assert.equal(identity, "aws sts get-caller-identity --query Account --output text --region eu-central-1");
        assert.equal(version, "docker buildx version");
        assert.match(
            build,
            /^docker buildx build --push --platform linux\/amd64 --tag \S+\/gatehouse\/pictures:\d{8}-\d{6} --provenance=false --sbom=false --metadata-file \S+ \S+\/app\/pictures$/,
        );
    });

    it("passes repository, platforms and attestations to buildx, and asks AWS nothing then", async () => {
        const { output, calls } = await run(
            ...["--api", "books", "--repository", "registry.example.com/team/books"],
            ...["--platform", "linux/amd64", "--platform", "linux/arm64", "--provenance", "mode=max", "--sbom", "true"],
        );
        assert.equal(output, `registry.example.com/team/books@${digest}\n`);
        assert.equal(calls.length, 2);
        assert.match(
            calls[1] ?? "",
            /--platform linux\/amd64,linux\/arm64 --tag registry\.example\.com\/team\/books:\S+ --provenance=mode=max --sbom=true /,
        );
    });

    it("builds for arm64 where a stack's nodes have it", async () => {
        const file = join(folder, "Pulumi.prod.yaml");
        writeFileSync(file, stackFile("prod").replace("nodes: auto", "nodes: auto\n    architecture: arm64"));
        const platform = async (...argv: string[]) =>
            /--platform (\S+)/.exec((await run("--api", "pictures", ...argv)).calls.at(-1) ?? "")?.[1];
        assert.equal(await platform(), "linux/amd64,linux/arm64");
        assert.equal(await platform("--stack", "prod"), "linux/arm64");
    });

    it("sets the image in place of the build of each stack, and changes no other character", async () => {
        const before = { dev: stackFile("dev"), prod: stackFile("prod") };
        const { code, errors } = await run("--api", "pictures", "--stack", "dev", "--stack", "my-org/prod");
        assert.equal(code, 0);
        const image = `image: ${ecr}/gatehouse/pictures@${digest}`;
        assert.equal(stackFile("dev"), before.dev.replace("build: app/pictures", image));
        assert.equal(stackFile("prod"), before.prod.replace("build: app/pictures", image));
        assert.match(errors, /"Pulumi\.prod\.yaml": pictures: image in place of build: app\/pictures/);
    });

    it("sets the image once in a stack that is given twice", async () => {
        const { code, output } = await run("--api", "pictures", "--stack", "dev", "--stack", "my-org/dev");
        assert.equal(code, 0);
        assert.ok(stackFile("dev").includes(`pictures: { image: ${output.trim()}, port`));
    });

    it("sets an image that was built before, without docker, as for a rollback", async () => {
        const reference = `registry.example.com/books@sha256:${"f".repeat(64)}`;
        await run("--api", "books", "--stack", "prod");
        const { output, calls } = await run("--api", "books", "--stack", "prod", "--image", reference);
        assert.equal(output, `${reference}\n`);
        assert.equal(calls.filter((call) => call.startsWith("docker buildx build")).length, 1);
        assert.match(stackFile("prod"), new RegExp(`books: { image: ${reference}, port: 5000`));
    });

    it("creates the repository only if requested: with scanning, and tags that cannot be overwritten", async () => {
        const { calls } = await run("--api", "pictures", "--create-repository");
        assert.ok(
            calls.includes(
                "aws ecr create-repository --repository-name gatehouse/pictures --region eu-central-1 --image-tag-mutability IMMUTABLE --image-scanning-configuration scanOnPush=true",
            ),
        );
        mark("exists");
        const again = await run("--api", "pictures", "--create-repository");
        assert.equal(again.code, 3);
        assert.match(again.errors, /aws ecr create-repository failed: RepositoryAlreadyExistsException/);
    });

    it("rejects what cannot be understood before anything is built", async () => {
        assert.deepEqual(await problemsOf("--api", "pictuers"), [
            '"--api": got "pictuers", want an API: pictures, books; did you mean "pictures"?',
        ]);
        assert.deepEqual(await problemsOf("--api", "x", "--stack", "prod"), [
            '"--api": got "x", want an API of stack prod: pictures, books',
        ]);
        assert.deepEqual(await problemsOf("--image", "registry/pictures:latest", "--repository", "a:b"), [
            '"--api": got nothing, want NAME',
            '"--image": got "registry/pictures:latest", want an image with a digest, such as registry/pictures@sha256:…',
            '"--repository": got "a:b", want the address of a repository without tag and digest, such as registry.example.com/pictures',
        ]);
        assert.deepEqual(await problemsOf("--api", "books", "--repository", "r/books", "--create-repository"), [
            '"--repository": got "r/books", want one in Amazon ECR for --create-repository',
        ]);
        rmSync(join(folder, "app/books/Dockerfile"));
        assert.deepEqual(await problemsOf("--api", "books"), [
            '"Pulumi.dev.yaml": gatehouse:apis.books.build: got "app/books" without a Dockerfile, want a folder with one',
        ]);
        assert.ok(!existsSync(join(stubs, "calls")));
    });

    it("names the stack file with an invalid setting, and changes no other", async () => {
        const before = stackFile("dev");
        writeFileSync(join(folder, "Pulumi.prod.yaml"), stackFile("prod").replace("nodes: auto", "nodes: none"));
        assert.deepEqual(await problemsOf("--api", "books", "--stack", "dev", "--stack", "prod"), [
            '"Pulumi.prod.yaml": gatehouse:cluster.nodes: got "none", want one of auto, managed',
        ]);
        assert.deepEqual(await problemsOf("--api", "books", "--stack", "prdo"), [
            '"Pulumi.prdo.yaml": got no file, want one of the stacks dev, prod',
        ]);
        assert.equal(stackFile("dev"), before);
    });

    it("names the stack file that it cannot change", async () => {
        const text = stackFile("dev").replace("books: {", "books: &books {").concat("    copy: *books\n");
        const moved = text
            .replace("    copy: *books\n", "")
            .replace("gatehouse:gateway:", "  copy: *books\n  gatehouse:gateway:");
        writeFileSync(join(folder, "Pulumi.dev.yaml"), moved);
        cpSync(join(folder, "app/books"), join(folder, "app/copy"), { recursive: true });
        const before = stackFile("dev");
        assert.deepEqual(await problemsOf("--api", "copy", "--stack", "dev"), [
            '"Pulumi.dev.yaml": got no image or build that can be replaced, want one of them written out in one line at gatehouse:apis.copy, with no alias that refers to it',
        ]);
        assert.equal(stackFile("dev"), before);
    });

    const failures: readonly [title: string, prepare: () => void, words: RegExp][] = [
        ["docker is missing", () => emptyPath(), /"docker": got no such command on the PATH, want Docker with buildx/],
        [
            "buildx is missing",
            () => mark("no-buildx"),
            /"docker buildx": got "docker: 'buildx' is not a docker command\."/,
        ],
        [
            "the registry has no credentials of the user",
            () => mark("error", "push access denied: no basic auth credentials"),
            /Log in, then run this command again:\n {2}aws ecr get-login-password --region eu-central-1 \| docker login --username AWS --password-stdin 123456789012\.dkr/,
        ],
        [
            "the registry's token has expired",
            () => mark("error", "denied: Your authorization token has expired. Reauthenticate and try again."),
            /the registry rejected the credentials/,
        ],
        [
            "there is no such repository",
            () => mark("error", "name unknown: The repository with name 'gatehouse/pictures' does not exist"),
            /there is no repository ".*\/gatehouse\/pictures"\. Create it once with --create-repository/,
        ],
        [
            "the build fails",
            () => mark("error", "ERROR: failed to solve"),
            /ERROR: failed to solve.*docker buildx build failed/s,
        ],
        ["buildx writes no digest", () => mark("digest", "none"), /wrote no digest/],
    ];
    for (const [title, prepare, words] of failures)
        it(`ends with 3 and leaves the stack file unchanged if ${title}`, async () => {
            prepare();
            const before = stackFile("prod");
            const repository = `${ecr}/gatehouse/pictures`;
            const { code, output, errors } = await run(
                "--api",
                "pictures",
                "--stack",
                "prod",
                "--repository",
                repository,
            );
            assert.match(errors, words);
            assert.deepEqual([code, output], [3, ""]);
            assert.equal(stackFile("prod"), before);
        });

    function emptyPath(): void {
        process.env.PATH = join(folder, "nothing");
    }
});
