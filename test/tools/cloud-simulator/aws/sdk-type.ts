import { readFileSync } from "node:fs";
import ts from "typescript";

/** The declaration of a type in the Node SDK of package aws. */
export interface SdkType {
    /** Required arguments. */
    readonly required: readonly string[];
    readonly args: readonly string[];
    readonly outputs: readonly string[];
    /** Outputs that every resource has. */
    readonly always: readonly string[];
}

/** Reads the declarations of a type, such as `aws:ec2/vpc:Vpc`. Throws if the SDK has no such file. */
export function readSdkType(token: string): SdkType {
    const module = token.split(":")[1] ?? "";
    const path = require.resolve(`@pulumi/aws/${module}.d.ts`);
    const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2022, true);
    const outputs = new Map<string, string>();
    const args = new Map<string, boolean>();
    source.forEachChild((node) => {
        if (ts.isClassDeclaration(node)) {
            for (const member of node.members) {
                const type = ts.isPropertyDeclaration(member) ? member.type?.getText() : undefined;
                if (type?.startsWith("pulumi.Output<")) outputs.set(member.name?.getText() ?? "", type);
            }
        } else if (ts.isInterfaceDeclaration(node) && node.name.text.endsWith("Args")) {
            for (const member of node.members) {
                args.set(member.name?.getText() ?? "", member.questionToken === undefined);
            }
        }
    });
    return {
        required: [...args].flatMap(([name, isRequired]) => (isRequired ? [name] : [])),
        args: [...args.keys()],
        outputs: [...outputs.keys()],
        always: [...outputs].flatMap(([name, type]) => (type.includes("undefined") ? [] : [name])),
    };
}
