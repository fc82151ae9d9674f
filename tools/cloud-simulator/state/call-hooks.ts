/** What a provider does to the cloud. */
export interface CloudCall {
    readonly verb: "create" | "update" | "delete";
    readonly urn: string;
    /** Type token, such as `aws:ec2/vpc:Vpc`. */
    readonly type: string;
    /** Logical name. */
    readonly name: string;
    /** Id of the resource; a resource that is yet to be made has none. */
    readonly id?: string;
}

/** Watches what providers do to the cloud, and may make it fail. */
export interface CallHooks {
    /** Comes before the cloud does it; what this throws keeps the cloud from doing it. */
    before?(call: CloudCall): void;
    /** Comes after the cloud has done it; what this throws leaves a resource that is made but not ready. */
    after?(call: CloudCall): void;
}
