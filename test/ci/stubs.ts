import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { quoted } from "../../tools/cloud-simulator/engine/engine-home";

// Stores the comment of the pull request, which it recognises by its first line.
const gh = `call="$*"
case "$call" in
    *--paginate*) [ ! -f "$STUBS/comment.md" ] || [ "$(head -n 1 "$STUBS/comment.md")" != "$marker" ] || echo 1 ;;
    *--field\\ body=@*) cp "\${call##*body=@}" "$STUBS/comment.md" ;;
    *git/ref/heads/*) exit 1 ;;
    "pr list"*) echo 0 ;;
esac`;

// As the AWS CLI for a registry whose scan is not there at first, and then finds what the test says.
const aws = `case "$*" in
    *get-authorization-token*) echo https://123456789012.dkr.ecr.eu-central-1.amazonaws.com ;;
    *get-login-password*) echo password ;;
    *get-caller-identity*) echo 123456789012 ;;
    *describe-image-scan-findings*)
        if [ ! -f "$STUBS/scanned" ]; then touch "$STUBS/scanned"; echo ScanNotFoundException >&2; exit 254; fi
        printf '{"imageScanStatus":{"status":"COMPLETE"},"imageScanFindings":{"findingSeverityCounts":%s}}' "$(cat "$STUBS/findings.json")" ;;
esac`;

// As docker with buildx: a digest for a build, and an index of one platform with its attestation.
const docker = `case "$*" in
    login*) cat > /dev/null ;;
    *imagetools*) printf '{"manifests":[{"digest":"sha256:%064d","platform":{"architecture":"amd64"}},{"digest":"sha256:%064d","platform":{"architecture":"unknown"}}]}' 2 3 ;;
    *--metadata-file*) [ ! -f "$STUBS/no-build" ] || exit 1; while [ "$1" != --metadata-file ]; do shift; done; printf '{"containerimage.digest":"sha256:%064d"}' 1 > "$2" ;;
esac`;

/** The outcome of an image: of its build and its scan. */
export interface RegistryOptions {
    /** Number of findings of each scan, by severity. Default: none. */
    readonly findings?: Readonly<Record<string, number>>;
    /** Whether docker fails to build it. */
    readonly buildFails?: boolean;
}

/** Stubs for GitHub's CLI and for calls of a deployed API, with a record of their calls. */
export class Stubs {
    /**
     * Writes the commands into a folder.
     * @param installed folder whose packages `npm ci` links instead of installing them.
     */
    constructor(
        private readonly folder: string,
        installed: string | undefined,
    ) {
        mkdirSync(this.binFolder, { recursive: true });
        const realNpm = quoted(execFileSync("which", ["npm"], { encoding: "utf8" }).trim());
        const link = installed && `ci) exec ln -s ${quoted(join(installed, "node_modules"))} node_modules ;;`;
        this.write("gh", gh);
        this.write("sleep", "");
        // No simulated cloud serves the host names of its API: the calls are only recorded.
        this.write("npm", `case "$*" in\n${link ?? ""}\n*conformance*) exit 0 ;;\nesac\nexec ${realNpm} "$@"`);
    }

    /** Adds stubs of docker and of the AWS CLI, for a registry. */
    addRegistry({ findings = {}, buildFails = false }: RegistryOptions): void {
        this.write("aws", aws);
        this.write("docker", docker);
        writeFileSync(join(this.folder, "findings.json"), JSON.stringify(findings));
        if (buildFails) writeFileSync(join(this.folder, "no-build"), "");
    }

    /** Folder of the commands. */
    get binFolder(): string {
        return join(this.folder, "bin");
    }

    /** The calls, one per line, such as `gh api --method POST …`. */
    get calls(): readonly string[] {
        const log = join(this.folder, "calls");
        return existsSync(log) ? readFileSync(log, "utf8").trimEnd().split("\n") : [];
    }

    /** The comment of the pull request, if there is one. */
    get comment(): string | undefined {
        const file = join(this.folder, "comment.md");
        return existsSync(file) ? readFileSync(file, "utf8") : undefined;
    }

    private write(name: string, script: string): void {
        const head = `#!/bin/bash\nSTUBS=${quoted(this.folder)}\nprintf '%s\\n' "${name} $*" >> "$STUBS/calls"`;
        const file = join(this.binFolder, name);
        writeFileSync(file, `${head}\n${script}\n`);
        chmodSync(file, 0o755);
    }
}
