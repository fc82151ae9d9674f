import type { ClientDocument } from "../../../openapi/clients/client-document";
import { postmanCollection } from "../../../openapi/clients/postman";
import { swaggerDocument } from "../../../openapi/clients/swagger";

interface Format {
    /** How AWS names it: `exportType` of GetExport. */
    readonly exportType: "oas30" | "swagger";
    /** Extensions that AWS adds to it. Default: none. */
    readonly extension?: "postman";
    readonly derive: (document: ClientDocument) => object;
}

/** The formats of `npm run export`, by name. */
export const formats: Readonly<Record<"oas30" | "swagger" | "postman", Format>> = {
    oas30: { exportType: "oas30", derive: (document) => document },
    swagger: { exportType: "swagger", derive: swaggerDocument },
    postman: { exportType: "oas30", extension: "postman", derive: postmanCollection },
};

/** The name of a format. */
export type ExportFormat = keyof typeof formats;
