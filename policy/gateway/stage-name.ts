import type { Resource } from "../reading/resource";
import { knownValue, readString } from "../reading/value";
import { newerStageTypes } from "./types";

/** Name of a stage, if it is a known string. */
export const stageName = (stage: Resource): string | undefined =>
    knownValue(readString(stage.props, newerStageTypes.has(stage.type) ? "name" : "stageName"));
