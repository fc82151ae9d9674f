/** A reason that the API gives, as a sentence beside the texts of the page: with a capital letter, and a full stop unless it ends with a mark. */
export function sentence(text: string): string {
    const trimmed = text.trim();
    const end = /[.!?…]$/.test(trimmed) ? "" : ".";
    return trimmed === "" ? "" : `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}${end}`;
}
