import { startRun } from "../photos/filter-runs";
import { json, jsonOf, OperationError, operation } from "../photos/operation";
import { photoIn } from "../photos/path-parameters";
import { type FilterName, filterNames } from "../photos/photo";

/** Starts the filters of a photo that is ready. */
export const handler = operation(async (event) => {
    const filters = filtersIn(jsonOf(event));
    const row = await photoIn(event);
    if (row.status !== "ready") throw new OperationError(409, `The photo is not ready but ${row.status}.`);
    return json(202, await startRun(row, filters));
});

function filtersIn({ filters }: Readonly<Record<string, unknown>>): FilterName[] {
    const given: readonly unknown[] = Array.isArray(filters) ? filters : [];
    const known = filterNames.filter((name) => given.includes(name));
    // Each of them once.
    if (known.length > 0 && known.length === given.length) return known;
    throw new OperationError(400, `filters must be a list of different ones of ${filterNames.join(", ")}.`);
}
