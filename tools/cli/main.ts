import { runCommand } from "./terminal/run-command";
import { UsageError } from "./terminal/usage-error";

type Run = (argv: readonly string[], signal: AbortSignal) => Promise<number>;

// Each is loaded by need: `--help` should not wait for an engine's libraries.
const commands: Readonly<Record<string, () => Run>> = {
    preview: () => (require("./preview/preview-command") as typeof import("./preview/preview-command")).previewCommand,
    report: () => (require("./report/report-command") as typeof import("./report/report-command")).reportCommand,
    serve: () => (require("./serve/serve-command") as typeof import("./serve/serve-command")).serveCommand,
    load: () => (require("./load/load-command") as typeof import("./load/load-command")).loadCommand,
    rehearse: () =>
        (require("./rehearsal/rehearse-command") as typeof import("./rehearsal/rehearse-command")).rehearseCommand,
    conformance: () => {
        const { conformanceCommand } =
            require("./conformance/conformance-command") as typeof import("./conformance/conformance-command");
        return (argv) => conformanceCommand(argv);
    },
    openapi: () => {
        const { openapiCommand } = require("./openapi/openapi-command") as typeof import("./openapi/openapi-command");
        return async (argv) => openapiCommand(argv);
    },
    export: () => {
        const { exportCommand } = require("./export/export-command") as typeof import("./export/export-command");
        return (argv, signal) => exportCommand(argv, signal);
    },
    release: () => (require("./release/release-command") as typeof import("./release/release-command")).releaseCommand,
    image: () => (require("./image/image-command") as typeof import("./image/image-command")).imageCommand,
    cloud: () => (require("./cloud/cloud-command") as typeof import("./cloud/cloud-command")).cloudCommand,
    docs: () => (require("./docs/generated") as typeof import("./docs/generated")).docsCommand,
};

/** Runs the command that the first argument names, as `npm run NAME` does, and ends the process with its exit code. */
export function main([name = "", ...argv]: readonly string[]): void {
    runCommand(async (signal) => {
        const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
        if (load === undefined)
            throw new UsageError([
                `"${name}": got an unknown command, want one of ${Object.keys(commands).join(", ")}`,
            ]);
        return load()(argv, signal);
    });
}
