import type { Resource } from "../resource";
import { knownValue, readString } from "../value";

/** A stage's name, if it is a known string. */
export function stageName(stage: Resource): string | undefined {
    return knownValue(readString(stage.props, "stageName"));
}
