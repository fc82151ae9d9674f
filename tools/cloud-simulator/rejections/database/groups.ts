import { databaseType } from "../../resources/databases";
import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { elementsOf, listOf, type PropertyMap, text, unknown } from "../../state/property-values";

const subnetGroupType = "aws:rds/subnetGroup:SubnetGroup";
const parameterGroupType = "aws:rds/parameterGroup:ParameterGroup";

/** Parameters whose value is 0 or 1; the engine's own words, such as ON, are rejected. */
const switches = ["require_secure_transport", "rds.force_ssl"];

/** Groups of subnets and of parameters that Amazon RDS rejects. */
export const databaseGroups: readonly Rejection[] = [
    {
        what: "a subnet group with subnets in fewer than two zones",
        type: subnetGroupType,
        on: ["create", "update"],
        source: "aws-cloudformation/aws-cloudformation-resource-providers-rds#189, ExtensionEngine/infra-code-blocks#28",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const subnets = elementsOf(properties.subnetIds).map((id) =>
                cloud.store.find("aws:ec2/subnet:Subnet", text(id)),
            );
            // Those outside this stack may be in any zone.
            if (subnets.includes(undefined)) return undefined;
            const zones = [...new Set(subnets.map((subnet) => text(subnet?.outputs.availabilityZone)))];
            return zones.length < 2
                ? `DBSubnetGroupDoesNotCoverEnoughAZs: The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: ${zones.join(", ")}. Add subnets to cover at least 2 AZs.`
                : undefined;
        },
    },
    {
        what: "removing a subnet from the subnet group of a database",
        type: subnetGroupType,
        on: ["update"],
        source: "docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBSubnetGroup.html (SubnetAlreadyInUse)",
        verbatim: false,
        reject: ({ properties, id = "" }, cloud) => {
            const kept = elementsOf(properties.subnetIds).map(text);
            const removed = elementsOf(cloud.store.find(subnetGroupType, id)?.outputs.subnetIds).map(text);
            const used = removed.find((subnet) => !kept.includes(subnet));
            return used !== undefined && databasesWith("dbSubnetGroupName", id, cloud).length > 0
                ? `SubnetAlreadyInUse: ${used} may be in use by a DB instance of ${id}`
                : undefined;
        },
    },
    {
        what: "deleting a subnet group that a database uses",
        type: subnetGroupType,
        on: ["delete"],
        source: "anomalyco/sst#6592, #4026",
        verbatim: true,
        reject: ({ id = "" }, cloud) => {
            const [user] = databasesWith("dbSubnetGroupName", id, cloud);
            return (
                user &&
                `InvalidDBSubnetGroupStateFault: Cannot delete the subnet group '${id}' because at least one database instance: ${text(user.identifier)} is still using it.`
            );
        },
    },
    {
        what: "deleting a parameter group that a database uses",
        type: parameterGroupType,
        on: ["delete"],
        source: "terraform-aws-modules/terraform-aws-rds-aurora#466, hashicorp/terraform-provider-aws#6448",
        verbatim: true,
        retried: true,
        reject: ({ id = "" }, cloud) =>
            databasesWith("parameterGroupName", id, cloud).length > 0
                ? `InvalidDBParameterGroupState: One or more database instances are still members of this parameter group ${id}, so the group cannot be deleted`
                : undefined,
    },
    {
        what: `a value other than 0 or 1 of the parameters ${switches.join(" and ")}`,
        type: parameterGroupType,
        on: ["create", "update"],
        source: "prowler-cloud/prowler#4116, aws/aws-cdk#32933",
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const wrong = listOf(properties.parameters).find(
                ({ name, value = unknown }) =>
                    switches.includes(text(name)) && value !== unknown && !["0", "1"].includes(text(value)),
            );
            return (
                wrong &&
                `InvalidParameterValue: Invalid parameter value: ${text(wrong.value)} for: ${text(wrong.name)} allowed values are: 0,1`
            );
        },
    },
    {
        what: "a parameter of another engine: `require_secure_transport` belongs to MySQL, `rds.force_ssl` to PostgreSQL",
        type: parameterGroupType,
        on: ["create", "update"],
        source: "Releem/releem-agent#484",
        verbatim: true,
        reject: ({ properties }) => {
            const unknownName = text(properties.family).startsWith("mysql") ? switches[1] : switches[0];
            return listOf(properties.parameters).some(({ name }) => text(name) === unknownName)
                ? `InvalidParameterValue: Could not find parameter with name: ${unknownName}`
                : undefined;
        },
    },
    {
        what: "a static parameter that is to change without a restart, as `rds.force_ssl` by default; in families from postgres15 this is unconfirmed",
        type: parameterGroupType,
        on: ["create", "update"],
        source: "ministryofjustice/cloud-platform#1197, codeforamerica/asap_pdf#571",
        verbatim: true,
        reject: ({ properties }) =>
            listOf(properties.parameters).some(
                ({ name, applyMethod }) => text(name) === "rds.force_ssl" && text(applyMethod) !== "pending-reboot",
            )
                ? "InvalidParameterCombination: cannot use immediate apply method for static parameter"
                : undefined,
    },
];

function databasesWith(property: string, group: string, { store }: Cloud): PropertyMap[] {
    return store
        .ofType(databaseType)
        .map(({ outputs }) => outputs)
        .filter((outputs) => text(outputs[property]) === group);
}
