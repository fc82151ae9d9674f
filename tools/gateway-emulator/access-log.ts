/**
 * Writes a line of the access log: the stage's format with each `$context.<name>` replaced, by "-" where the call has
 * no such value (developer guide, "CloudWatch log formats for API Gateway").
 */
export function accessLogLine(format: string, context: Readonly<Record<string, string>>): string {
    return format.replaceAll(/\$context\.([A-Za-z-]+(?:\.[A-Za-z-]+)*)/g, (_, name: string) =>
        escaped(context[name] ?? "-"),
    );
}

// A client's header must not end a line or a text in it.
function escaped(value: string): string {
    return JSON.stringify(value).slice(1, -1);
}
