import type { Cloud } from "../state/cloud";
import type { PropertyMap } from "../state/property-values";

/** A function of a provider. */
export interface Invoke {
    /** Arguments that are simulated; any other is rejected by name. */
    readonly args: readonly string[];
    /** Throws the cloud's error if it rejects the call. */
    answer(args: PropertyMap, cloud: Cloud): PropertyMap;
}

/** Functions by token, such as `aws:index/getRegion:getRegion`. */
export type Invokes = Readonly<Record<string, Invoke>>;

/** Answers a call, or throws an error that names the function or the argument that is not simulated. */
export function answerInvoke(invokes: Invokes, token: string, args: PropertyMap, cloud: Cloud): PropertyMap {
    const packageName = token.split(":")[0];
    const invoke = invokes[token];
    if (!invoke) throw new Error(`simulated ${packageName} has no function "${token}"`);
    const unexpected = Object.keys(args).filter((key) => args[key] !== null && !invoke.args.includes(key));
    if (unexpected.length > 0) {
        const list = unexpected.map((key) => `"${key}"`).join(", ");
        throw new Error(`simulated ${packageName} does not know ${list} in the arguments of "${token}"`);
    }
    return invoke.answer(args, cloud);
}
