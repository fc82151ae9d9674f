/** An order as templates/invoice-request.vtl passes it on. */
export interface InvoiceRequest {
    readonly number: string;
    readonly client: string;
    readonly positions: readonly { readonly article: string; readonly quantity: number }[];
}

const unitPrice = 5;

/** Calculates an invoice; its values are escaped for XML. */
export async function handler({ number, client, positions }: InvoiceRequest) {
    return {
        number: escaped(number),
        client: escaped(client),
        positions: positions.map(({ article, quantity }) => ({ article: escaped(article), quantity })),
        total: positions.reduce((sum, { quantity }) => sum + quantity * unitPrice, 0),
    };
}

const entities: Readonly<Record<string, string>> = {
    "<": "&lt;",
    ">": "&gt;",
    "&": "&amp;",
    '"': "&quot;",
    "'": "&apos;",
};

function escaped(text: string): string {
    return text.replaceAll(/[<>&"']/g, (character) => entities[character] ?? "");
}
