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
