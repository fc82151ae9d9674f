/** Whether a test file may start the Pulumi engine: its name says so. */
export function needsEngine(file: string): boolean {
    return file.endsWith(".engine.test.ts");
}
