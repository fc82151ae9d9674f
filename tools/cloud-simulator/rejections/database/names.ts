import { isDatabaseEngine } from "../../../../stacks/settings/database/engines";
import { isReservedWord } from "../../../../stacks/settings/database/reserved-words";
import { databaseType } from "../../resources/databases";
import type { Rejection } from "../../resources/rejection";
import { type PropertyMap, text, unknown } from "../../state/property-values";

const provider = "hashicorp/terraform-provider-aws, internal/service/rds/validate.go";

/** Maximum lengths of a master user's name (floci-io/floci#3729, tried on an account). */
const maxUserLength: Readonly<Record<string, number>> = { mysql: 32, postgres: 63 };

/** Names that Amazon RDS, or the provider, rejects. */
export const databaseNames: readonly Rejection[] = [
    form(databaseType, "identifier", "identifier", /^[a-z](?!.*--)[a-z0-9-]{0,62}(?<!-)$/),
    form(
        "aws:rds/parameterGroup:ParameterGroup",
        "parameter group name",
        "name",
        /^[a-z](?!.*--)[a-z0-9.-]{0,254}(?<!-)$/,
    ),
    {
        ...form("aws:rds/subnetGroup:SubnetGroup", "subnet group name", "name", /^(?!default$)[a-z0-9._ -]{1,255}$/),
        source: `pulumi/pulumi-aws#3808; ${provider}`,
    },
    form(
        databaseType,
        "name of the final snapshot",
        "finalSnapshotIdentifier",
        /^[A-Za-z](?!.*--)[0-9A-Za-z-]*(?<!-)$/,
    ),
    {
        what: "a name of the first database that does not begin with a letter, or has other characters than letters and digits (and `_` in PostgreSQL)",
        type: databaseType,
        on: ["create"],
        source: "terraform-aws-modules/terraform-aws-rds#475, hashicorp/terraform-provider-aws#1137",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) => {
            const name = known(properties, "dbName");
            const allowed = text(properties.engine) === "postgres" ? /^[a-z]\w{0,62}$/i : /^[a-z][a-z0-9]{0,63}$/i;
            return name === undefined || allowed.test(name)
                ? undefined
                : "InvalidParameterValue: DBName must begin with a letter and contain only alphanumeric characters.";
        },
    },
    {
        what: "a name of the first database that is a reserved word of its engine",
        type: databaseType,
        on: ["create"],
        source: "docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html; awslabs/aws-saas-boost#180",
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const [name, engine] = [known(properties, "dbName"), text(properties.engine)];
            return name !== undefined && isDatabaseEngine(engine) && isReservedWord(engine, name)
                ? `InvalidParameterValue: DBName ${name} cannot be used as it is a reserved word used by the engine`
                : undefined;
        },
    },
    {
        what: "a name of the master user that is `rdsadmin`, or with PostgreSQL `admin` or another reserved word",
        type: databaseType,
        on: ["create"],
        source: "aws/aws-cdk#10579, aws-cloudformation/cfn-lint#4425",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) => {
            const [name, engine] = [known(properties, "username"), text(properties.engine)];
            const isReserved =
                name?.toLowerCase() === "rdsadmin" || (engine === "postgres" && isReservedWord(engine, name ?? ""));
            return isReserved
                ? `InvalidParameterValue: MasterUsername ${name} cannot be used as it is a reserved word used by the engine`
                : undefined;
        },
    },
    {
        what: "a name of the master user that does not begin with a letter, has other characters than letters, digits and `_`, or is too long for its engine",
        type: databaseType,
        on: ["create"],
        source: "floci-io/floci#3729",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) => {
            const name = known(properties, "username");
            const isTooLong = (name?.length ?? 0) > (maxUserLength[text(properties.engine)] ?? Infinity);
            return name === undefined || (/^[a-z]\w*$/i.test(name) && !isTooLong)
                ? undefined
                : "InvalidParameterValue: MasterUsername must begin with a letter and contain only alphanumeric characters or underscores.";
        },
    },
];

function form(type: string, what: string, property: string, allowed: RegExp): Rejection {
    return {
        what: `${/^[aeiou]/.test(what) ? "an" : "a"} ${what} with capital letters or other characters that are not allowed`,
        type,
        on: ["create", "update"],
        source: provider,
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const name = known(properties, property);
            return name === undefined || allowed.test(name)
                ? undefined
                : `"${property}" has a form that is not allowed: "${name}", want ${allowed.source}`;
        },
    };
}

// Undefined if the program gives none, or if a preview does not know it.
function known(properties: PropertyMap, name: string): string | undefined {
    const value = properties[name] ?? unknown;
    return value === unknown ? undefined : text(value);
}
