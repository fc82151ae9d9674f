import {
    type DatabaseEngine,
    databaseEngines,
    type EngineVersion,
    isDatabaseEngine,
    majorVersion,
} from "../../../../stacks/settings/database/engines";
import { databaseType, licenseOf } from "../../resources/databases";
import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { type PropertyMap, text, unknown } from "../../state/property-values";

const calendars =
    "docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html, docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html";

/** Generations of instances that are older than the versions in the table. */
const oldClasses = /^db\.(t1|t2|m1|m2|m3|m4)\./;

/** Versions of engines that Amazon RDS rejects. */
export const engineVersions: readonly Rejection[] = [
    {
        what: "a database with a version that RDS does not offer; a minor version newer than in the table is accepted",
        type: databaseType,
        on: ["create", "update"],
        source: `aws-samples/eks-workshop-v2#503, ned1313/Deep-Dive-Terraform#19; dates: ${calendars}`,
        verbatim: true,
        reject: ({ properties }, { today }) => {
            const own = versionOf(properties);
            if (own === undefined || (own.major !== undefined && today <= own.major.extendedUntil)) return undefined;
            return `InvalidParameterCombination: Cannot find version ${own.version} for ${own.engine}`;
        },
    },
    {
        what: "a new database with a version in extended support, where `engineLifecycleSupport` ends in `-disabled`",
        type: databaseType,
        on: ["create"],
        source: `hashicorp/terraform-provider-aws#37619; docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html; dates: ${calendars}`,
        verbatim: false,
        reject: ({ properties }, { today }) => {
            const own = versionOf(properties);
            const isDisabled = text(properties.engineLifecycleSupport).endsWith("-disabled");
            return isDisabled && own?.major !== undefined && today > own.major.standardUntil
                ? `InvalidParameterCombination: ${own.engine} ${own.version} left standard support on ${own.major.standardUntil}, and RDS Extended Support is disabled`
                : undefined;
        },
    },
    {
        what: "an upgrade of a database to another major version without `allowMajorVersionUpgrade`",
        type: databaseType,
        on: ["update"],
        source: "aws-controllers-k8s/community#1265, hashicorp/terraform-provider-aws#13389",
        verbatim: true,
        atPreview: true,
        reject: ({ properties, id }, cloud) => {
            const [before, own] = [versionBefore(id, cloud), versionOf(properties)];
            return isOtherMajor(before, own) && properties.allowMajorVersionUpgrade !== true
                ? "InvalidParameterCombination: The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version."
                : undefined;
        },
    },
    {
        what: "a downgrade of a database to another major version",
        type: databaseType,
        on: ["update"],
        source: "docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html",
        verbatim: false,
        atPreview: true,
        reject: ({ properties, id }, cloud) => {
            const [before, own] = [versionBefore(id, cloud), versionOf(properties)];
            return isOtherMajor(before, own) && rankOf(own) < rankOf(before)
                ? `InvalidParameterCombination: Cannot upgrade ${own?.engine} from ${before?.version} to ${own?.version}`
                : undefined;
        },
    },
    {
        what: "a database with a parameter group of another family than its version's",
        type: databaseType,
        on: ["create", "update"],
        source: "aws/aws-cdk#32933, hashicorp/terraform-provider-aws#33968",
        verbatim: true,
        reject: ({ properties }, { store }) => {
            const [own, name] = [versionOf(properties), text(properties.parameterGroupName)];
            const family = text(store.find("aws:rds/parameterGroup:ParameterGroup", name)?.inputs.family);
            const expected = own?.major && `${databaseEngines[own.engine].family}${own.major.version}`;
            return family !== "" && expected !== undefined && family !== expected
                ? `InvalidParameterCombination: The parameter group ${name} with DBParameterGroupFamily ${family} can't be used for this instance. Use a parameter group with DBParameterGroupFamily ${expected}.`
                : undefined;
        },
    },
    {
        what: "a database on instances of an old generation, such as db.t2; other classes are accepted, whether the region offers them or not",
        type: databaseType,
        on: ["create", "update"],
        source: "hashicorp-education/learn-terraform-outputs#11, aws-quickstart/quickstart-awx#47",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) => {
            const [own, instanceClass] = [versionOf(properties), text(properties.instanceClass)];
            return own !== undefined && oldClasses.test(instanceClass)
                ? `InvalidParameterCombination: RDS does not support creating a DB instance with the following combination: DBInstanceClass=${instanceClass}, Engine=${own.engine}, EngineVersion=${own.major?.newest ?? own.version}, LicenseModel=${licenseOf(own.engine)}. For supported combinations of instance class and database engine version, see the documentation.`
                : undefined;
        },
    },
];

interface Version {
    readonly engine: DatabaseEngine;
    readonly version: string;
    readonly major: EngineVersion | undefined;
}

// Undefined without a version, which RDS then chooses, and for an engine that is not simulated.
function versionOf({ engine, engineVersion = unknown }: PropertyMap): Version | undefined {
    const [name, version] = [text(engine), text(engineVersion)];
    if (!isDatabaseEngine(name) || engineVersion === unknown) return undefined;
    return { engine: name, version, major: majorVersion(name, version) };
}

function versionBefore(id: string | undefined, { store }: Cloud): Version | undefined {
    const outputs = store.find(databaseType, id ?? "")?.outputs;
    return outputs && versionOf({ engine: outputs.engine ?? "", engineVersion: outputs.engineVersionActual ?? "" });
}

function isOtherMajor(before: Version | undefined, now: Version | undefined): boolean {
    return before?.major !== undefined && now?.major !== undefined && before.major !== now.major;
}

function rankOf(version: Version | undefined): number {
    return version?.major === undefined ? 0 : databaseEngines[version.engine].versions.indexOf(version.major);
}
