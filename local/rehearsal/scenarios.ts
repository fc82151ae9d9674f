import type { Scenario } from "./scenario";
import { harmlessEdits } from "./scenarios/harmless-edits";
import { lifecycle } from "./scenarios/lifecycle";

/** Every scenario, in the order in which they are shown. */
export const scenarios: readonly Scenario[] = [lifecycle, harmlessEdits];
