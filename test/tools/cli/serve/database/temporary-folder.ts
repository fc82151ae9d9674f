import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Gives the tests of a suite a temporary folder that nothing else writes to, in place of the system's.
 * @returns a function that lists what is in it.
 */
export function useTemporaryFolder(): () => string[] {
    const { TMPDIR } = process.env;
    let folder = "";
    before(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
        // A database server may run as another user.
        chmodSync(folder, 0o711);
        process.env.TMPDIR = folder;
    });
    after(() => {
        if (TMPDIR === undefined) delete process.env.TMPDIR;
        else process.env.TMPDIR = TMPDIR;
        rmSync(folder, { recursive: true });
    });
    return () => readdirSync(folder);
}
