import { defaultFields } from "../../../openapi/access-log";
import { type GatewayResponseType, gatewayResponseTypes } from "../../../openapi/gateway-response-types";

/** The types of the gateway's own errors as a Markdown table. */
export function errorTypesTable(): string {
    const types: Readonly<Record<string, GatewayResponseType>> = gatewayResponseTypes;
    const rows = Object.entries(types).map(([name, { status, fallback, cause }]) => {
        const cells = [`\`${name}\``, status ?? "each type's", cause, fallback === undefined ? "" : `\`${fallback}\``];
        return `| ${cells.join(" | ")} |`;
    });
    return ["| type | status | cause | falls back to |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

/** The default fields of the access log as a Markdown table. */
export function accessLogTable(): string {
    const rows = Object.entries(defaultFields).map(([field, variable]) => `| \`${field}\` | \`${variable}\` |`);
    return ["| field | variable |", "| --- | --- |", ...rows].join("\n");
}
