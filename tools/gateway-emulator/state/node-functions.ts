import { dirname } from "node:path";
import { z } from "zod";
import type { StateResource } from "../../cloud-simulator/state/state-resource";
import { readPermissions } from "./read-permissions";
import { revealed, stringMap } from "./state-values";

/** A Lambda function in JavaScript. */
export interface NodeFunction {
    readonly name: string;
    readonly arn: string;
    /** Folder of its code. */
    readonly folder: string;
    /** File and export, such as `index.handler`. */
    readonly handler: string;
    /** Such as `nodejs24.x`. It is run by the Node.js of this process, with that runtime's rules for handlers. */
    readonly runtime: string;
    readonly environment: Readonly<Record<string, string>>;
    readonly timeoutInMillis: number;
    /** In MB; it is told to the function, not enforced. */
    readonly memory: number;
    /** ARN of its role. Default: none, so that it may call nothing at AWS. */
    readonly role?: string;
}

/** A function in JavaScript that a REST API may invoke. */
export interface PermittedFunction extends NodeFunction {
    /** ARN patterns of the methods and authorizers that each alias permits; those of the function itself have the name "". */
    readonly permits: Readonly<Record<string, readonly string[]>>;
}

// A folder, or files by their names, as `FileArchive` and `AssetArchive` have them in a state (pulumi/pulumi, sdk/go/common/resource/archive).
// Packages in such an archive are for Lambda's platform: this machine has its own, where the file is.
const codeForm = z.union([
    z.object({ path: z.string() }).transform(({ path }) => path),
    z
        .object({ assets: z.looseObject({ "index.js": z.object({ path: z.string() }) }) })
        .transform(({ assets }) => dirname(assets["index.js"].path)),
]);
const functionForm = z.object({
    name: z.string(),
    arn: z.string(),
    code: codeForm,
    role: z.string().optional(),
    handler: z.string(),
    runtime: z.string().regex(/^nodejs/),
    timeout: z.number().default(3),
    memorySize: z.number().default(128),
    environment: z.object({ variables: stringMap }).nullish(),
});

/** Reads the functions of a stack whose code is a folder with JavaScript, or an archive with `index.js`, by name. */
export function readNodeFunctions(resources: readonly StateResource[]): Record<string, PermittedFunction> {
    const ofType = (type: string) =>
        resources.filter((resource) => resource.type === type).map(({ outputs }) => revealed(outputs));
    const permissions = readPermissions(resources);
    const functions = ofType("aws:lambda/function:Function").flatMap(
        (outputs) => functionForm.safeParse(outputs).data ?? [],
    );
    return Object.fromEntries(
        functions.map(({ name, arn, code, role, handler, runtime, timeout, memorySize, environment }) => {
            const permits: Record<string, string[]> = {};
            for (const { functionName, qualifier, sourceArn } of permissions)
                if (functionName === name) permits[qualifier] = [...(permits[qualifier] ?? []), sourceArn];
            return [
                name,
                {
                    name,
                    arn,
                    folder: code,
                    handler,
                    runtime,
                    environment: environment?.variables ?? {},
                    timeoutInMillis: timeout * 1000,
                    memory: memorySize,
                    ...(role !== undefined && { role }),
                    permits,
                },
            ];
        }),
    );
}
