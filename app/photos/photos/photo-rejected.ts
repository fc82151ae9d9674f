/**
 * A photo cannot be processed, and never will be: its message is for the client, and trying again is useless. The state machine
 * of filters knows the error by its name.
 */
export class PhotoRejected extends Error {
    constructor(reason: string, options?: ErrorOptions) {
        super(reason, options);
        this.name = "PhotoRejected";
    }
}
