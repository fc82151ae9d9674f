import { z } from "zod";
import type { StateResource } from "../../../../cloud-simulator/state/state-resource";
import { revealed } from "../../../../gateway-emulator/state/state-values";

const outputsForm = z.record(z.string(), z.unknown());

/** The outputs of a stack's resources of one type, with their ids and the secrets in them, in the order of the state. */
export function outputsOf<Form extends z.ZodType>(
    resources: readonly StateResource[],
    type: string,
    form: Form,
): z.output<Form>[] {
    return resources
        .filter((resource) => resource.type === type)
        .map(({ id, outputs }) => form.parse({ id, ...outputsForm.parse(revealed(outputs)) }));
}
