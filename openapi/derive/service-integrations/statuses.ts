import type { Operation } from "../../document";

/** The statuses of an operation's responses that those of a service become. */
export interface ResponseStatuses {
    readonly success: number;
    readonly clientError: number;
    readonly serverError: number;
}

/** The first successful status of an operation, and its first error of each kind; 200, 400 and 500 where it has none. */
export function statusesOf({ responses }: Pick<Operation, "responses">): ResponseStatuses {
    const statuses = Object.keys(responses).sort();
    const first = (digit: string, fallback: number) =>
        Number(statuses.find((status) => status.startsWith(digit)) ?? fallback);
    return { success: first("2", 200), clientError: first("4", 400), serverError: first("5", 500) };
}
