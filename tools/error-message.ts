/** The message of a thrown value: that of an `Error`, or the value as a string. */
export function errorMessage(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}
