import { z } from "zod";

/** A resource's outputs, with its URN for messages. */
export interface GivenOutputs {
    readonly urn: string;
    readonly outputs: object;
}

/**
 * Reads the outputs of resources with a form.
 * @param problems receives a line for each resource that does not have it, which is left out.
 */
export function readEach<T>(form: z.ZodType<T>, given: readonly GivenOutputs[], problems: string[]): T[] {
    return given.flatMap(({ urn, outputs }) => {
        const { data, error } = form.safeParse(outputs);
        if (error) problems.push(`"${urn.split("::").at(-1)}": ${z.prettifyError(error)}`);
        return error ? [] : [data];
    });
}
