// The package has no type declarations.
declare module "dynalite" {
    import type { Server } from "node:http";

    interface Options {
        /** Milliseconds for which a new table is being created. */
        readonly createTableMs?: number;
        /** Milliseconds for which a deleted table still exists. */
        readonly deleteTableMs?: number;
    }

    /** Creates a DynamoDB emulator, not yet listening, that keeps its tables in memory. */
    function dynalite(options?: Options): Server;
    export = dynalite;
}
