import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { quoted } from "../../tools/cloud-simulator/engine/engine-home";

// Stores the comment of the pull request, which it recognises by its first line.
const gh = `call="$*"
case "$call" in
    *--paginate*) [ ! -f "$STUBS/comment.md" ] || [ "$(head -n 1 "$STUBS/comment.md")" != "$marker" ] || echo 1 ;;
    *--field\\ body=@*) cp "\${call##*body=@}" "$STUBS/comment.md" ;;
esac`;

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
