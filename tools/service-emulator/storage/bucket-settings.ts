/** A bucket as a stack declares it. */
export interface BucketSettings {
    readonly name: string;
    readonly isVersioned: boolean;
    readonly cors: readonly CorsRule[];
    readonly notifications: readonly BucketNotification[];
}

/** A rule of a CORS configuration (S3 user guide, "Elements of a CORS configuration"). */
export interface CorsRule {
    readonly allowedMethods: readonly string[];
    /** Each with at most one `*`. */
    readonly allowedOrigins: readonly string[];
    /** Each with at most one `*`, in any case. */
    readonly allowedHeaders?: readonly string[] | undefined;
    readonly exposeHeaders?: readonly string[] | undefined;
    readonly maxAgeSeconds?: number | undefined;
}

/** A part of a notification configuration: which events of which keys go to a queue, topic or function. */
export interface BucketNotification {
    /** Its id in the configuration. */
    readonly id: string;
    /** ARN of the queue, topic or function. */
    readonly destination: string;
    /** Such as `s3:ObjectCreated:*`. */
    readonly events: readonly string[];
    /** Beginning of the keys, not encoded; any by default. */
    readonly prefix?: string | undefined;
    /** End of the keys, not encoded; any by default. */
    readonly suffix?: string | undefined;
}
