import { z } from "zod";
import { mappingTypes } from "../../cloud-simulator/state/domain-mappings";
import type { DomainNames } from "./deployed-api";
import { revealed } from "./state-values";

const mappingSchema = z.looseObject({ domainName: z.string() });
const pathSchema = z
    .string()
    .nullish()
    .transform((path) => path ?? "");

/** The domain names that are mapped to stages of a REST API. */
export function readDomainNames(
    resources: readonly { readonly type: string; readonly outputs?: unknown }[],
    restApiId: string,
): DomainNames {
    const domains: Record<string, Record<string, string>> = {};
    for (const { type, outputs } of resources) {
        const names = mappingTypes[type];
        if (names === undefined) continue;
        const { domainName, ...mapping } = mappingSchema.parse(revealed(outputs));
        if (mapping[names.api] !== restApiId) continue;
        const path = pathSchema.parse(mapping[names.path]);
        domains[domainName] = { ...domains[domainName], [path]: z.string().parse(mapping[names.stage]) };
    }
    return domains;
}
