/** The message of whatever was thrown: an `Error`'s own, or the value as a string. */
export function errorMessage(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}
