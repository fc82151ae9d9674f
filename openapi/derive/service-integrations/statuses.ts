import type { Operation } from "../../document";

/** The statuses of an operation's responses that those of a service become. */
export interface ResponseStatuses {
    readonly success: number;
    readonly clientError: number;
    readonly serverError: number;
}

/**
 * The first successful status of an operation, and its first error of each kind; 200, 400 and 500 where it has none. A service's
 * error is about its own request: 404 of the document is about something else.
 */
export function statusesOf({ responses }: Pick<Operation, "responses">): ResponseStatuses {
    const statuses = Object.keys(responses).sort();
    const first = (form: RegExp, fallback: number) => Number(statuses.find((status) => form.test(status)) ?? fallback);
    return { success: first(/^2/, 200), clientError: first(/^4(?!04)/, 400), serverError: first(/^5/, 500) };
}
