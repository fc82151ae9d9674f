/** The part of API Gateway's event that this function reads. */
export interface TotalsEvent {
    readonly queryStringParameters?: Readonly<Record<string, string>> | null;
}

/** Returns the totals in the form of a proxy integration: status, headers and body, with those for browsers too. */
export async function handler({ queryStringParameters }: TotalsEvent) {
    const { currency = "EUR" } = queryStringParameters ?? {};
    const { CORS_ALLOW_ORIGIN: origin } = process.env;
    return {
        statusCode: 200,
        headers: { "Content-Type": "application/json", ...(origin && { "Access-Control-Allow-Origin": origin }) },
        body: JSON.stringify({ orders: 0, currency }),
    };
}
