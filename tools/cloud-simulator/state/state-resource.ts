/** A resource in a stack's state (pulumi/pulumi, sdk/go/common/apitype/core.go, ResourceV3). */
export interface StateResource {
    readonly urn: string;
    readonly type: string;
    /** Id at the cloud; a component has none. */
    readonly id?: string;
    /** Whether it stays in the cloud when the stack is destroyed. */
    readonly retainOnDelete?: boolean;
    /** Whether the program only reads it (`Type.get`), so that the stack neither changes nor deletes it. */
    readonly external?: boolean;
    /** Seconds that the provider waits for each operation, where the program sets them. */
    readonly customTimeouts?: Readonly<Partial<Record<"create" | "update" | "delete", number>>>;
    readonly inputs?: Readonly<Record<string, unknown>>;
    readonly outputs?: Readonly<Record<string, unknown>>;
    readonly parent?: string;
    readonly dependencies?: readonly string[];
    readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
}
