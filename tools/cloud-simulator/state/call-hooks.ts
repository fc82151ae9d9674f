/** A provider's call to the cloud. */
export interface CloudCall {
    readonly verb: "create" | "update" | "delete";
    readonly urn: string;
    /** Type token, such as `aws:ec2/vpc:Vpc`. */
    readonly type: string;
    /** Logical name. */
    readonly name: string;
    /** Id of the resource; absent before it is created. */
    readonly id?: string;
}

/** Hooks that watch the calls of providers and may make them fail. */
export interface CallHooks {
    /** Runs before a call; if it throws, the call fails without effect. */
    before?(call: CloudCall): void;
    /** Runs after a call; if it throws, the resource exists but is not ready. */
    after?(call: CloudCall): void;
}
