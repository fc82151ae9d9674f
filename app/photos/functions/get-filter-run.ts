import { findRun } from "../photos/filter-runs";
import { json, OperationError, operation } from "../photos/operation";
import { nameIn, photoIn } from "../photos/path-parameters";

/** Returns how far a run of filters is. */
export const handler = operation(async (event) => {
    const runId = nameIn(event, "runId", /^[0-9a-f]{24}(-[2-9])?$/);
    const run = await findRun(await photoIn(event), runId);
    if (run === undefined) throw new OperationError(404, "There is no such run.");
    return json(200, run);
});
