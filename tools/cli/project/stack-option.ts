import { type Option, value } from "../terminal/option";
import { projectName } from "./project";

/**
 * The option `--stack` of the commands that run a stack offline: its name, or the qualified name that `pulumi stack`
 * accepts, `my-org/gatehouse/dev`, of which only the last part is in the file's name.
 */
export function stackOption(description: string): Option<string | undefined> {
    return value({
        placeholder: "NAME",
        description,
        form: `NAME, ORG/NAME or ORG/${projectName}/NAME`,
        parse: (given) => shortStackName(given, projectName),
    });
}

/** The last part of a stack's qualified name; undefined if it is invalid or of another project. */
export function shortStackName(qualified: string, project: string): string | undefined {
    const parts = qualified.split("/");
    const isOfProject = parts.length < 3 || (parts.length === 3 && parts[1] === project);
    return isOfProject && parts.every((part) => part !== "") ? parts.at(-1) : undefined;
}
