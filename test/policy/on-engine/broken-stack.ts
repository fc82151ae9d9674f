import * as pulumi from "@pulumi/pulumi";
import { program } from "../../../stacks/program";
import type { PreviewResult } from "../../../tools/cli/preview/preview-result";
import { runPreview } from "../../../tools/cli/preview/run-preview";
import { readStack } from "../../../tools/cli/project/project";

/** Inputs of a resource, as a program passes them. */
export type Inputs = Readonly<Record<string, unknown>>;

/** Selects a resource of the stack and the change to it. */
export interface Change {
    readonly type: string;
    /** Logical name. Default: that of the only resource of its type. */
    readonly name?: string;
    /** Inputs that replace those of the resource. */
    change(inputs: Inputs): Inputs;
}

/** Previews the dev stack on the real engine, with one of its resources changed on its way to the engine. */
export async function previewChanged({ type, name, change }: Change): Promise<PreviewResult> {
    let changes = 0;
    const result = await previewWith(() =>
        pulumi.runtime.registerResourceTransform(async (resource) => {
            if (resource.type !== type || (name !== undefined && resource.name !== name)) return undefined;
            changes += 1;
            return { props: { ...resource.props, ...change(resource.props) }, opts: resource.opts };
        }),
    );
    if (changes !== 1) throw new Error(`The dev stack has ${changes} resources ${type} "${name ?? ""}".`);
    return result;
}

/** Previews the dev stack on the real engine after a preparation, before its program runs. */
export function previewWith(prepare: () => void): Promise<PreviewResult> {
    const run = async () => {
        prepare();
        return program();
    };
    return runPreview({ stack: readStack("dev"), program: run });
}
