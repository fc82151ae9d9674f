import { minimumCompressionKey } from "../../resources/body-document";
import type { Rejection } from "../../resources/rejection";
import { text } from "../../state/property-values";
import { importedDocument, restApi } from "./imported-document";

const guide = "docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-enable-compression.html";
const provider = "hashicorp/terraform-provider-aws, internal/service/apigateway/rest_api.go";
const maxSize = 10_485_760;

/** Sizes from which responses are compressed that are rejected, or that have no effect. */
export const compression: readonly Rejection[] = [
    {
        what: "a compression size that is not an integer from 0 to 10485760; as the argument, -1 ends the compression",
        type: restApi,
        on: ["create", "update"],
        source: `${guide}; ${provider}`,
        verbatim: false,
        atPreview: true,
        reject: (request) => {
            const argument = request.properties.minimumCompressionSize ?? null;
            const inBody = importedDocument(request)?.raw[minimumCompressionKey];
            const wrong =
                argument !== null && text(argument) !== "" && !isSize(text(argument), -1)
                    ? text(argument)
                    : inBody !== undefined && !isSize(inBody, 0)
                      ? String(inBody)
                      : undefined;
            return wrong === undefined
                ? undefined
                : `expected minimum_compression_size to be in the range (-1 - ${maxSize}), got ${wrong}`;
        },
    },
    {
        what:
            "a body with another compression size than the argument: an import resets it, and the provider restores no 0 (AWS " +
            "accepts it; the simulation rejects it)",
        type: restApi,
        on: ["create", "update"],
        source: `${provider}, resourceRestAPIWithBodyUpdateOperations`,
        verbatim: false,
        atPreview: true,
        reject: (request) => {
            const argument = text(request.properties.minimumCompressionSize ?? null);
            const document = importedDocument(request);
            if (argument !== "0" || document === undefined || Number(document.raw[minimumCompressionKey]) === 0)
                return undefined;
            return `the import of a body without ${minimumCompressionKey}: 0 ends the compression, and the provider does not restore it`;
        },
    },
    {
        what:
            "a body with another compression size than the API has, and no argument (AWS accepts it, and the provider restores the " +
            "old size; the simulation rejects it)",
        type: restApi,
        on: ["update"],
        source: `${provider}, resourceRestAPIWithBodyUpdateOperations`,
        verbatim: false,
        atPreview: true,
        reject: (request, { store }) => {
            const document = importedDocument(request);
            if (document === undefined || (request.properties.minimumCompressionSize ?? null) !== null)
                return undefined;
            const live = request.id === undefined ? undefined : store.find(restApi, request.id);
            const before = text(live?.outputs.minimumCompressionSize ?? null);
            const after = String(document.raw[minimumCompressionKey] ?? "");
            if (before === "" || before === "-1" || before === after) return undefined;
            return `the provider would restore the compression size ${before}; pass the argument minimumCompressionSize, -1 to end the compression`;
        },
    },
];

function isSize(value: unknown, min: number): boolean {
    const size = Number(value);
    return Number.isInteger(size) && size >= min && size <= maxSize;
}
