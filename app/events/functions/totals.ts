/** The part of API Gateway's event that this function reads. */
export interface TotalsEvent {
    readonly queryStringParameters?: Readonly<Record<string, string>> | null;
}

/** Returns the totals in the form of a proxy integration: status, headers and body. */
export async function handler({ queryStringParameters }: TotalsEvent) {
    const { currency = "EUR" } = queryStringParameters ?? {};
    return {
        statusCode: 200,
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ orders: 0, currency }),
    };
}
