import type { Scenario } from "../scenario";
import { clusterAccess } from "./cluster-access";
import { drift } from "./drift";
import { failures } from "./failures";
import { firstDeployment } from "./first-deployment";
import { harmlessEdits } from "./harmless-edits";
import { interrupted } from "./interrupted";
import { lifecycle } from "./lifecycle";
import { renameAndReplace } from "./rename-and-replace";
import { rollback } from "./rollback";
import { scale } from "./scale";
import { twoStages } from "./two-stages";

/** Every scenario, in the order in which they are shown. */
export const scenarios: readonly Scenario[] = [
    lifecycle,
    firstDeployment,
    harmlessEdits,
    renameAndReplace,
    rollback,
    twoStages,
    clusterAccess,
    drift,
    failures,
    interrupted,
    scale,
];
