import { z } from "zod";
import { problemsOf } from "../issues";
import type { Place, Problem } from "../problem";
import { isObject, valueAt } from "../raw-value";

/** An action of an overlay that makes one change: an update, a copy, or else a removal. */
export interface OverlayAction {
    /** Place in the overlay. */
    readonly at: Place;
    /** A JSONPath. */
    readonly target: string;
    /** Absent for another change; may be null. */
    readonly update?: unknown;
    /** A JSONPath. */
    readonly copy?: string;
}

/** The actions of an overlay that can be read, and the problems of the others. */
export interface ReadActions {
    readonly actions: readonly OverlayAction[];
    readonly problems: readonly Problem[];
}

// The error of each form completes "want …" in a message.
const string = z.string({ error: "a string" });
const nonEmptyString = string.min(1, { error: "a non-empty string" });
const overlayForm = z.strictObject(
    {
        overlay: z
            .string({ error: "overlay: 1.0.0 or overlay: 1.1.0" })
            .regex(/^1\.[01]\.[0-9]+$/, { error: "overlay: 1.0.0 or overlay: 1.1.0" }),
        info: z.unknown().optional(),
        extends: string.exactOptional(),
        actions: z.array(z.unknown(), { error: "a list" }).min(1, { error: "at least one action" }),
    },
    { error: "an overlay, which begins with overlay: 1.0.0" },
);
const infoForm = z.strictObject(
    { title: nonEmptyString, version: nonEmptyString, description: string.exactOptional() },
    { error: "an object with title and version" },
);
const actionForm = z.strictObject(
    {
        target: nonEmptyString,
        description: string.exactOptional(),
        update: z.unknown().optional(),
        copy: nonEmptyString.exactOptional(),
        remove: z.boolean({ error: "true or false" }).exactOptional(),
    },
    { error: "an object with a target" },
);

/** Reads the raw value of an overlay, version 1.0 or 1.1; `copy` is of 1.1 alone. */
export function readActions(overlay: unknown): ReadActions {
    const problems: Problem[] = [];
    const parse = <Form extends z.ZodType>(form: Form, at: Place): z.output<Form> | undefined => {
        const value = withoutExtensions(valueAt(overlay, at));
        const result = form.safeParse(value);
        if (result.success) return result.data;
        for (const problem of problemsOf(form, result.error.issues, value))
            problems.push({ ...problem, at: [...at, ...problem.at] });
        return undefined;
    };
    const root = parse(overlayForm, []);
    if (root === undefined) return { actions: [], problems };
    parse(infoForm, ["info"]);
    const actions = root.actions.flatMap((_, index): OverlayAction[] => {
        const at = ["actions", index];
        const action = parse(actionForm, at);
        if (action === undefined) return [];
        const { target, update, copy, remove } = action;
        const changes = [update !== undefined && "update", copy && "copy", remove && "remove"].filter(Boolean);
        const got = changes.length === 0 ? "no change" : changes.join(" and ");
        if (changes.length !== 1) problems.push({ at, got, want: "one of update, copy and remove: true" });
        else if (copy !== undefined && root.overlay.startsWith("1.0."))
            problems.push({ at: [...at, "copy"], got: "a copy", want: "overlay: 1.1.0, as 1.0 has no copy" });
        else return [{ at, target, ...(update !== undefined && { update }), ...(copy !== undefined && { copy }) }];
        return [];
    });
    return { actions, problems };
}

function withoutExtensions(value: unknown): unknown {
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).filter(([key]) => !key.startsWith("x-")));
}
