/** Returns, by its name, whether a test file may start the Pulumi engine. */
export function needsEngine(file: string): boolean {
    return file.endsWith(".engine.test.ts");
}
