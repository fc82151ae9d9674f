/** Software that one API needs is not installed on this machine; the others can be served. */
export class MissingSoftwareError extends Error {
    /** @param message names the software and how to install it, such as "MariaDB is not installed (…)". */
    constructor(message: string) {
        super(message);
        this.name = "MissingSoftwareError";
    }
}
