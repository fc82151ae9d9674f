import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Writes a Pulumi project with this project's packages. Its program, in TypeScript in the folder `main`, prints a line
 * and returns the greeting from `shop:greeting`.
 */
export function writeProject(folder: string, { main }: { main: string }): void {
    writeFileSync(join(folder, "Pulumi.yaml"), `name: shop\nruntime: nodejs\nmain: ${main}\n`);
    writeFileSync(join(folder, "Pulumi.dev.yaml"), "config:\n  shop:greeting: from the file\n");
    linkPackages(folder);
    mkdirSync(join(folder, main));
    writeFileSync(
        join(folder, main, "index.ts"),
        [
            'import * as pulumi from "@pulumi/pulumi";',
            'console.log("printed by the program");',
            'const greeting: string = new pulumi.Config("shop").require("greeting");',
            "export = { greeting: `$" + "{greeting} from the program` };",
        ].join("\n"),
    );
}

/** Links the packages of this project into a folder. */
export function linkPackages(folder: string): void {
    symlinkSync(join(__dirname, "../../../../node_modules"), join(folder, "node_modules"));
}
