import type { Caller } from "../../../service-emulator/caller";

/** Values beside a message by their names, each with `DataType` and `StringValue` or `BinaryValue`. */
export type SentAttributes = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** An object of S3. */
export interface StoredObject {
    readonly body: Buffer;
    readonly contentType: string;
    readonly etag: string;
    readonly lastModified: number;
}

/** A bucket that runs on this machine. */
export interface RunningBucket {
    readonly get: (key: string) => Promise<StoredObject | undefined>;
    /** @returns the ETag. */
    readonly put: (key: string, object: Pick<StoredObject, "body" | "contentType">) => Promise<string>;
    readonly delete: (key: string) => Promise<void>;
}

/**
 * The resources of a stack that run on this machine: what an integration sends to one of them arrives there. Those that do not run are
 * undefined, and only get what is sent.
 */
export interface RunningResources {
    /** @returns the id of the message. */
    readonly sendMessage: (
        queueArn: string,
        message: { readonly body: string; readonly attributes: SentAttributes; readonly delaySeconds: number },
    ) => string | undefined;
    /** @returns the id of the message. */
    readonly publish: (
        topicArn: string,
        publication: {
            readonly message: string;
            readonly subject: string | undefined;
            readonly attributes: SentAttributes;
            readonly structure: string | undefined;
        },
    ) => string | undefined;
    readonly bucket: (name: string) => RunningBucket | undefined;
    /**
     * Starts an execution of a state machine, and waits for the end of a synchronous one.
     * @returns the response of Step Functions.
     * @throws {ServiceError} as Step Functions does.
     */
    readonly startExecution: (
        action: "StartExecution" | "StartSyncExecution",
        given: { readonly stateMachineArn: string; readonly name: string; readonly input: string },
        role: Caller,
    ) => Promise<object> | undefined;
}

/** None of a stack's resources. */
export const noResources: RunningResources = {
    sendMessage: () => undefined,
    publish: () => undefined,
    bucket: () => undefined,
    startExecution: () => undefined,
};
