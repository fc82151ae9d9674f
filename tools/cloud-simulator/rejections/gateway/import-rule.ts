import type { Rejection, RejectionRequest } from "../../resources/rejection";
import { text } from "../../state/property-values";
import { type ImportedDocument, importedDocument, restApi } from "./imported-document";

/** A rule of the importer: what it rejects, and where that is known from. */
interface Finding {
    readonly what: string;
    readonly source: string;
    /** Whether the messages are AWS's, as quoted by the source. */
    readonly verbatim: boolean;
    /** One message for each place that breaks the rule; empty if none does. */
    find(document: ImportedDocument): readonly string[];
}

/** A rule of the importer, and the kind of its messages. */
export interface ImportRule extends Finding {
    readonly kind: "error" | "warning";
}

/** A rule whose messages are errors: the import fails. */
export function importError(rule: Finding): ImportRule {
    return { ...rule, kind: "error" };
}

/** A rule whose messages are warnings: the import fails if the REST API says `failOnWarnings`. */
export function importWarning(rule: Finding): ImportRule {
    return { ...rule, what: `with failOnWarnings, ${rule.what}`, kind: "warning" };
}

/** A rejection that depends on the body alone. */
export interface ImportRejection extends Rejection {
    reject(request: RejectionRequest): string | undefined;
}

/** A rejection of an import, on a preview too. */
export function onImport(
    { what, source, verbatim }: Omit<Finding, "find">,
    reject: (request: RejectionRequest) => string | undefined,
): ImportRejection {
    return { what, type: restApi, on: ["create", "update"], source, verbatim, atPreview: true, reject };
}

/** The rejections of rules that AWS applies together: the error of each has the messages of all. */
export function importRejections(rules: readonly ImportRule[]): ImportRejection[] {
    return rules.map((rule) =>
        onImport(rule, (request) => {
            const document = importedDocument(request);
            if (document === undefined || (rule.kind === "warning" && !failsOnWarnings(request))) return undefined;
            return rule.find(document).length === 0 ? undefined : report(rules, document);
        }),
    );
}

function failsOnWarnings({ properties }: RejectionRequest): boolean {
    return text(properties.failOnWarnings) === "true";
}

// As in awslabs/aws-api-gateway-developer-portal#571.
function report(rules: readonly ImportRule[], document: ImportedDocument): string {
    const lines = (kind: ImportRule["kind"]) => {
        const messages = rules.filter((rule) => rule.kind === kind).flatMap((rule) => rule.find(document));
        return [...new Set(messages)].map((message) => `\n\t${message}`).join("");
    };
    const [errors, warnings] = [lines("error"), lines("warning")];
    if (errors === "") return `BadRequestException: Warnings found during import:${warnings}`;
    const additional = warnings === "" ? "" : `\nAdditionally, these warnings were found:${warnings}`;
    return `BadRequestException: Errors found during import:${errors}${additional}`;
}
