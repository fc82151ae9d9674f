import { readFileSync } from "node:fs";
import { z } from "zod";

const form = "a file written by `pulumi stack export`";
const urnForm = "a URN such as urn:pulumi:dev::shop::aws:ec2/vpc:Vpc::main";
const properties = z.record(z.string(), z.unknown(), { error: "an object" });

const resource = z.looseObject(
    {
        urn: z.string({ error: urnForm }).regex(/^urn:pulumi:[^:]+::[^:]+::.+::.+$/, { error: urnForm }),
        type: z.string({ error: "a type token such as aws:ec2/vpc:Vpc" }).min(1),
        custom: z.boolean({ error: "true or false" }).default(false),
        id: z.string({ error: "a string" }).optional(),
        inputs: properties.optional(),
        outputs: properties.optional(),
    },
    { error: "a resource" },
);

const schema = z.looseObject(
    {
        // Version 4 is version 3 with a list of the features that the state uses
        // (pulumi/pulumi, sdk/go/common/apitype/core.go, UntypedDeployment).
        version: z.literal([3, 4], { error: "3 or 4" }),
        deployment: z.looseObject(
            {
                resources: z.array(resource, { error: "a list of resources" }).optional(),
                pending_operations: z
                    .array(z.looseObject({ type: z.string(), resource: z.looseObject({ urn: z.string() }) }), {
                        error: "a list of operations",
                    })
                    .optional(),
            },
            { error: "an object" },
        ),
    },
    { error: `an object, as in ${form}` },
);

/** A resource in an exported state (pulumi/pulumi, sdk/go/common/apitype/core.go, ResourceV3). */
export type ExportedResource = z.output<typeof resource>;

/** The state of a stack as `pulumi stack export` writes it. */
export interface StackExport {
    /** Path of the file, or another name of the origin of the state, for messages. */
    readonly source: string;
    readonly exported: z.output<typeof schema>;
    /** Stack and project of its resources; undefined if it has none. */
    readonly origin: { readonly stackName: string; readonly projectName: string } | undefined;
}

/** A file or value that is not an exported state. */
export class StackExportError extends Error {
    /** Takes every problem found, one line each. */
    constructor(readonly problems: readonly string[]) {
        super(problems.join("\n"));
        this.name = "StackExportError";
    }
}

/**
 * Reads a file that `pulumi stack export` wrote, with or without `--show-secrets`.
 * @throws {StackExportError} with every problem of the file.
 */
export function readStackExport(file: string): StackExport {
    let content: unknown;
    try {
        content = JSON.parse(readFileSync(file, "utf8"));
    } catch (error) {
        throw new StackExportError([`"${file}": got ${describeReadError(error)}, want ${form}`]);
    }
    return parseStackExport(content, file);
}

/**
 * Checks a value that was exported from a stack.
 * @param source name of the origin of the value, for messages.
 * @throws {StackExportError} with every problem of the value.
 */
export function parseStackExport(content: unknown, source: string): StackExport {
    const parsed = schema.safeParse(content);
    if (!parsed.success) {
        throw new StackExportError(
            parsed.error.issues.map(({ path, message }) => {
                const place = path.length > 0 ? ` ${path.join(".")}` : "";
                return `"${source}"${place}: got ${describe(content, path)}, want ${message}`;
            }),
        );
    }
    const origins = new Set((parsed.data.deployment.resources ?? []).map(({ urn }) => originPrefix(urn)));
    const [origin] = origins;
    if (origins.size > 1) {
        const got = [...origins].map((prefix) => `"${prefix}"`).join(", ");
        throw new StackExportError([`"${source}": got resources of ${got}, want those of one stack`]);
    }
    const [, stackName = "", projectName = ""] = /^urn:pulumi:(.+)::(.+)::$/.exec(origin ?? "") ?? [];
    return { source, exported: parsed.data, origin: origin === undefined ? undefined : { stackName, projectName } };
}

/** The part of a URN that names stack and project, such as `urn:pulumi:dev::shop::`. */
export function originPrefix(urn: string): string {
    return `${urn.split("::").slice(0, 2).join("::")}::`;
}

function describeReadError(error: unknown): string {
    if (error instanceof SyntaxError) return "a file that is not JSON";
    if (error instanceof Error && "code" in error) return String(error.code);
    throw error;
}

// Only what identifies a resource is shown: any other string may be a secret.
function describe(content: unknown, path: readonly PropertyKey[]): string {
    const value = path.reduce<unknown>(
        (parent, key) => (typeof parent === "object" && parent !== null ? Reflect.get(parent, key) : undefined),
        content,
    );
    if (value === undefined) return "nothing";
    if (value === null || typeof value === "number" || typeof value === "boolean") return String(value);
    if (Array.isArray(value)) return "a list";
    if (typeof value === "object") return "an object";
    return path.at(-1) === "urn" || path.at(-1) === "type" ? JSON.stringify(value) : "a string";
}
