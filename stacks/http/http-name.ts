/** Name of whatever belongs to the HTTP API of a stack; its REST API has that of the stack alone. */
export function httpName(stack: string): string {
    return `${stack}-http`;
}
