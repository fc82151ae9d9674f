import { edgeRegion } from "../../resources/edge/distributions";
import { capacityOf, nestedStatements } from "../../resources/edge/web-acl-capacity";
import { ipSetType, missingItem, wafResource, webAclType } from "../../resources/edge/web-acls";
import type { Rejection } from "../../resources/rejection";
import { regionOf } from "../../state/cloud";
import { listOf, mapOf, type PropertyMap, text } from "../../state/property-values";

const reference = "docs.aws.amazon.com/waf/latest/APIReference";
const maxUnits = 5_000;

/** Web ACLs that AWS WAF rejects. */
export const webAcls: readonly Rejection[] = [
    ...[webAclType, ipSetType].flatMap((type): Rejection[] => [
        {
            what: "scope CLOUDFRONT in another region than us-east-1",
            type,
            on: ["create", "update"],
            source: "aws-solutions/aws-waf-security-automations#187, aws-samples/aws-genai-llm-chatbot#585",
            verbatim: true,
            atPreview: true,
            reject: ({ properties }, cloud) =>
                text(properties.scope) === "CLOUDFRONT" && regionOf(properties, cloud) !== edgeRegion
                    ? "WAFInvalidParameterException: Error reason: The scope is not valid., field: SCOPE_VALUE, parameter: CLOUDFRONT"
                    : undefined,
        },
        {
            what: "the name of another one of the same scope and region",
            type,
            on: ["create"],
            source: `${reference}/API_CreateWebACL.html (WAFDuplicateItemException); aws/aws-pdk#534`,
            verbatim: false,
            reject: ({ properties }, cloud) => {
                const key = (own: PropertyMap) => [own.name, own.scope, regionOf(own, cloud)].map(text).join();
                return cloud.store.ofType(type).some(({ inputs }) => key(inputs) === key(properties))
                    ? `WAFDuplicateItemException: there is one with the name ${text(properties.name)} already`
                    : undefined;
            },
        },
    ]),
    {
        what: `a web ACL of more than ${maxUnits} capacity units; units of rule groups other than AWS's are not counted`,
        type: webAclType,
        on: ["create", "update"],
        source: "trussworks/terraform-aws-wafv2#87; docs.aws.amazon.com/waf/latest/developerguide/limits.html",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) => {
            const units = capacityOf(listOf(properties.rules));
            return units > maxUnits
                ? `WAFInvalidParameterException: Error reason: You exceeded the capacity limit for a rule group or web ACL., field: WEB_ACL, parameter: ${units}`
                : undefined;
        },
    },
    {
        what: "a rule that names an IP set which does not exist, or of another scope or region",
        type: webAclType,
        on: ["create", "update"],
        source: "aws-samples/serverless-patterns#2173",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const arns = listOf(properties.rules)
                .flatMap(({ statement }) => allStatements(mapOf(statement)))
                .flatMap(({ ipSetReferenceStatement }) => text(mapOf(ipSetReferenceStatement).arn) || []);
            const isUsable = (arn: string) => {
                const found = wafResource(ipSetType, arn, cloud);
                const sameScope = text(found?.inputs.scope) === text(properties.scope);
                return found && sameScope && regionOf(found.outputs, cloud) === regionOf(properties, cloud);
            };
            return arns.every(isUsable) ? undefined : missingItem;
        },
    },
    {
        what: "an IP set with an address that is not a range of its version, or that is every address",
        type: ipSetType,
        on: ["create", "update"],
        source: `${reference}/API_IPSet.html`,
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const form = text(properties.ipAddressVersion) === "IPV6" ? ipv6 : ipv4;
            const addresses = Array.isArray(properties.addresses) ? properties.addresses.map(text) : [];
            const wrong = addresses.find((address) => !form.test(address));
            return (
                wrong &&
                `WAFInvalidParameterException: ${wrong} is not a range of ${text(properties.ipAddressVersion)} that an IP set can have`
            );
        },
    },
];

const ipv4 = /^(\d{1,3}\.){3}\d{1,3}\/([1-9]|[12]\d|3[0-2])$/;
const ipv6 = /^(?=.*:)[0-9a-fA-F:.]+\/([1-9]|[1-9]\d|1[01]\d|12[0-8])$/;

/** A statement and all that are nested in it. */
function allStatements(statement: PropertyMap): PropertyMap[] {
    return [statement, ...nestedStatements(statement).flatMap(allStatements)];
}
