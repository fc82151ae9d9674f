import { copyFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder, readStack, type Stack } from "../../tools/cli/project/project";

/** A folder with the stack file of an example and the project's apps. */
export class ExampleProject {
    readonly folder = mkdtempSync(join(tmpdir(), "gatehouse-example-"));

    /** @param name of the example, such as "fargate". */
    constructor(private readonly name: string) {
        const file = `Pulumi.${name}.yaml`;
        copyFileSync(join(projectFolder, "stacks", "examples", file), join(this.folder, file));
        cpSync(join(projectFolder, "app"), join(this.folder, "app"), { recursive: true });
    }

    /** The stack of the example. */
    stack(): Stack {
        return readStack(this.name, this.folder);
    }

    /** Deletes the folder. */
    remove(): void {
        rmSync(this.folder, { recursive: true });
    }
}
