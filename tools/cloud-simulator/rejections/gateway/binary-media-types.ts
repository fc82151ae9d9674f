import { binaryMediaTypesKey } from "../../resources/body-document";
import type { Rejection, RejectionRequest } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { hasUnknowns, plain } from "../../state/property-values";
import { importedDocument, isList, listOf, restApi } from "./imported-document";

const guide = "docs.aws.amazon.com/apigateway/latest/developerguide";

/** Lists of binary media types that have no effect, in the body of a REST API or in its argument. */
export const binaryMediaTypes: readonly Rejection[] = [
    {
        what: "binary media types that are not a list of media types",
        type: restApi,
        on: ["create", "update"],
        source: `${guide}/api-gateway-swagger-extensions-binary-media-types.html`,
        verbatim: false,
        atPreview: true,
        reject: (request) => {
            const wrong = [inBody(request), inArgument(request) ?? []].find(
                (types) => !isList(types) || !types.every(isMediaType),
            );
            return wrong === undefined
                ? undefined
                : `BadRequestException: the binary media types ${JSON.stringify(wrong)} are not a list such as ["image/png"]`;
        },
    },
    {
        what:
            "a body with other binary media types than the API has, and no argument binaryMediaTypes (AWS accepts it, and the " +
            "provider restores the old list; the simulation rejects it)",
        type: restApi,
        on: ["update"],
        source: "cloudposse/terraform-aws-api-gateway#67",
        verbatim: false,
        atPreview: true,
        reject: (request, cloud) => {
            const argument = inArgument(request);
            if (importedDocument(request) === undefined || argument === undefined || listOf(argument).length > 0)
                return undefined;
            const before = currentTypes(request, cloud);
            const after = listOf(inBody(request));
            if (before.length === 0 || hasSame(before, after)) return undefined;
            return (
                `the provider would restore the binary media types ${JSON.stringify(before)} after the import of a body ` +
                `with ${JSON.stringify(after)}; pass them as the argument binaryMediaTypes too`
            );
        },
    },
];

function inBody(request: RejectionRequest): unknown {
    return importedDocument(request)?.raw[binaryMediaTypesKey] ?? [];
}

/** The argument; undefined if a part of it is not known yet. */
function inArgument({ properties: { binaryMediaTypes: given = null } }: RejectionRequest): unknown {
    return hasUnknowns(given) ? undefined : (plain(given) ?? []);
}

function currentTypes({ id }: RejectionRequest, { store }: Cloud): readonly unknown[] {
    const live = id === undefined ? undefined : store.find(restApi, id);
    return listOf(plain(live?.outputs.binaryMediaTypes ?? null));
}

function hasSame(some: readonly unknown[], others: readonly unknown[]): boolean {
    return JSON.stringify([...new Set(some)].sort()) === JSON.stringify([...new Set(others)].sort());
}

function isMediaType(value: unknown): boolean {
    return typeof value === "string" && /^[\w!#$&^.+*-]+\/[\w!#$&^.+*-]+(\s*;.*)?$/.test(value);
}
