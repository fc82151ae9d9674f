import { architecture } from "./architecture";
import { cost } from "./cost";
import { difference } from "./difference";
import { endOfSupport } from "./end-of-support";
import { errors } from "./errors";
import { expiringWaivers } from "./expiring-waivers";
import { findings } from "./findings";
import { limits } from "./limits";
import { resources } from "./resources";
import { rules } from "./rules";
import type { Section } from "./section";
import { waivers } from "./waivers";

/** The sections of the report, in the order of report.md and report.html. */
export const sections: readonly Section[] = [
    expiringWaivers,
    endOfSupport,
    errors,
    rules,
    findings,
    waivers,
    difference,
    architecture,
    cost,
    limits,
    resources,
];
