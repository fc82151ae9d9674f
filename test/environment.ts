/**
 * Restores the environment variables of this process.
 *
 * They are not replaced as a whole: a plain object in place of `process.env` sets nothing for the process, so that `os.tmpdir()` and the
 * time zone would ignore what later tests assign.
 * @param before a copy of `process.env`.
 */
export function restoreEnvironment(before: NodeJS.ProcessEnv): void {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
}
