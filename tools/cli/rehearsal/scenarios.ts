import type { Scenario } from "./scenario";
import { drift } from "./scenarios/drift";
import { failures } from "./scenarios/failures";
import { harmlessEdits } from "./scenarios/harmless-edits";
import { interrupted } from "./scenarios/interrupted";
import { lifecycle } from "./scenarios/lifecycle";
import { renameAndReplace } from "./scenarios/rename-and-replace";
import { rollback } from "./scenarios/rollback";
import { scale } from "./scenarios/scale";
import { twoStages } from "./scenarios/two-stages";

/** Every scenario, in the order in which they are shown. */
export const scenarios: readonly Scenario[] = [
    lifecycle,
    harmlessEdits,
    renameAndReplace,
    rollback,
    twoStages,
    drift,
    failures,
    interrupted,
    scale,
];
