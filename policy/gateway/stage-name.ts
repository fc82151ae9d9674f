import type { Resource } from "../reading/resource";
import { knownValue, readString } from "../reading/value";

/** Name of a stage, if it is a known string. */
export function stageName(stage: Resource): string | undefined {
    return knownValue(readString(stage.props, "stageName"));
}
