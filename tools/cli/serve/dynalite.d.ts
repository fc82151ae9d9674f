// The package brings no types.
declare module "dynalite" {
    import type { Server } from "node:http";

    interface Options {
        /** Milliseconds for which a new table is not yet active. */
        readonly createTableMs?: number;
        /** Milliseconds for which a deleted table is still there. */
        readonly deleteTableMs?: number;
    }

    /** Creates a DynamoDB emulator, not yet listening, that keeps its tables in memory. */
    function dynalite(options?: Options): Server;
    export = dynalite;
}
