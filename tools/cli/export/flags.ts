import { stackOption } from "../project/stack-option";
import { configFileOption } from "../project/stack-source";
import { Command, type Values } from "../terminal/command";
import { text, value, withDefault } from "../terminal/option";
import { type ExportFormat, formats } from "./formats";

const names = Object.keys(formats).join(", ");

const options = {
    stack: stackOption("the stack, as in Pulumi.NAME.yaml (default: dev)"),
    "config-file": configFileOption,
    state: text(
        "FILE",
        "read the stage from a state that `pulumi stack export` wrote, with the URLs of AWS, instead of simulating the stack; with an HTTP API, --stack is needed too",
    ),
    stage: text("NAME", "the stage, $default for the HTTP API (default: the only one, or that of --api)"),
    api: text("NAME", "only this API, at a stage with paths relative to it (default: every API)"),
    format: withDefault(
        value<ExportFormat>({
            placeholder: "FORMAT",
            description: "OpenAPI 3.0 (oas30), Swagger 2.0 (swagger) or a Postman collection 2.1 (postman)",
            form: `one of ${names}`,
            parse: (given) => (Object.hasOwn(formats, given) ? (given as ExportFormat) : undefined),
        }),
        "oas30",
    ),
    output: text("FILE", "where the document is written, as YAML if the name ends so (default: standard output)"),
};

/** Flags of the export command. */
export type ExportFlags = Values<typeof options>;

/** Command line of `npm run export`. */
export const exportFlags = new Command({
    name: "export",
    summary:
        "Writes the published API of a stage, or an HTTP API, as clients need it, without extensions of AWS, and prints the command with which AWS exports the deployed one.",
    options,
    notes: "Exit codes: 0 the document is written, 2 invalid command line, settings or documents, 3 the engine failed.",
    check: ({ format, output }) =>
        format === "postman" && isYaml(output)
            ? [`"--output": got "${output}" with --format postman, want a name that ends in .json`]
            : [],
});

/** Whether a file of this name is written as YAML. */
export function isYaml(file: string | undefined): boolean {
    return /\.ya?ml$/i.test(file ?? "");
}
