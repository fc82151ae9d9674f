/** Settings that are changed together, before one `up`. */
export interface SettingsEdit {
    readonly title: string;
    readonly changes: readonly SettingChange[];
}

/** A change of one setting. */
export interface SettingChange {
    /** A key such as `gatehouse:apis`, then the names inside it. */
    readonly path: readonly string[];
    /** The new value; undefined removes the setting. */
    readonly value: unknown;
    /** Name of the API of which a resource must change; default: any resource. */
    readonly api?: string;
}

/**
 * Joins edits that follow one another, so that fewer updates are needed. An edit of a setting that an edit before it in the group has changed
 * begins the next group.
 * @param size maximum number of edits in a group.
 * @returns the groups, each as one edit whose title names all of its edits.
 */
export function joinedEdits(edits: readonly SettingsEdit[], size: number): SettingsEdit[] {
    const groups: SettingsEdit[][] = [];
    for (const edit of edits) {
        const group = groups.at(-1);
        const conflicts = group?.some((own) => changesSameSetting(own, edit)) ?? true;
        if (group === undefined || conflicts || group.length >= size) groups.push([edit]);
        else group.push(edit);
    }
    return groups.map((group) => ({
        title: group.map(({ title }) => title).join(", "),
        changes: group.flatMap(({ changes }) => changes),
    }));
}

function changesSameSetting(one: SettingsEdit, other: SettingsEdit): boolean {
    return one.changes.some(({ path: first }) =>
        other.changes.some(({ path: second }) => {
            const depth = Math.min(first.length, second.length);
            return first.slice(0, depth).join("\0") === second.slice(0, depth).join("\0");
        }),
    );
}
