import { databaseType } from "../../resources/databases";
import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { type PropertyMap, text, unknown } from "../../state/property-values";

const guide = "docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage";

/** Minimum size in GB of a volume of MySQL or PostgreSQL, by its type (docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html). */
const minGigabytes: Readonly<Record<string, number>> = { gp2: 20, gp3: 20, io1: 100, io2: 100, standard: 5 };

/** GB from which RDS stripes a volume of these engines, so that IOPS and throughput can be chosen. */
const striped = 400;

/** Storage of databases that Amazon RDS rejects. */
export const databaseStorage: readonly Rejection[] = [
    {
        what: "a database with less storage than its type allows, which is 20 GB for gp3",
        type: databaseType,
        on: ["create"],
        source: `convox/rack#2846; ${guide}`,
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) => {
            const gigabytes = numberOf(properties.allocatedStorage);
            const minimum = minGigabytes[storageType(properties)];
            return gigabytes !== undefined && minimum !== undefined && gigabytes < minimum
                ? invalidSize(properties)
                : undefined;
        },
    },
    {
        what: "a database with less storage than before; with storage autoscaling the provider keeps what RDS has added",
        type: databaseType,
        on: ["update"],
        source: "convox/rack#2846; docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.ModifyingExisting.html; hashicorp/terraform-provider-aws, internal/service/rds/instance.go",
        verbatim: true,
        reject: ({ properties, id = "" }, { store }) => {
            const before = numberOf(store.find(databaseType, id)?.outputs.allocatedStorage) ?? 0;
            const requested = numberOf(properties.allocatedStorage) ?? before;
            const isGrown = (numberOf(properties.maxAllocatedStorage) ?? 0) > requested;
            return requested < before && !isGrown ? invalidSize(properties) : undefined;
        },
    },
    {
        what: "a database whose maximum storage is less than 110 percent of its size",
        type: databaseType,
        on: ["create", "update"],
        source: "ministryofjustice/cloud-platform-environments#7483, #24422",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) => {
            const [gigabytes, max] = [properties.allocatedStorage, properties.maxAllocatedStorage].map(numberOf);
            if (gigabytes === undefined || max === undefined || max === 0 || max >= gigabytes * 1.1) return undefined;
            return max <= gigabytes
                ? "InvalidParameterCombination: Max storage size must be greater than storage size"
                : "InvalidParameterCombination: The maximum allocated storage must be increased by at least 10 percent.";
        },
    },
    {
        what: `a database with given IOPS or throughput of a gp3 volume of less than ${striped} GB`,
        type: databaseType,
        on: ["create", "update"],
        source: `cloudtools/troposphere#2153, hashicorp/terraform-provider-aws#28160; ${guide}`,
        verbatim: true,
        atPreview: true,
        reject: ({ properties, id }, cloud) => {
            const { iops, storageThroughput } = properties;
            const gigabytes = numberOf(properties.allocatedStorage) ?? striped;
            const isGiven = iops !== undefined || storageThroughput !== undefined;
            return storageType(properties) === "gp3" && isGiven && gigabytes < striped && !isSame(properties, id, cloud)
                ? `InvalidParameterCombination: You can't specify IOPS or storage throughput for engine ${text(properties.engine)} and a storage size less than ${striped}.`
                : undefined;
        },
    },
    {
        what: `a gp3 volume that grows to ${striped} GB or more without IOPS: the provider sends those of the smaller one`,
        type: databaseType,
        on: ["update"],
        source: "hashicorp/terraform-provider-aws#28382, #47411",
        verbatim: true,
        reject: ({ properties, id = "" }, { store }) => {
            const before = numberOf(store.find(databaseType, id)?.outputs.allocatedStorage) ?? striped;
            const gigabytes = numberOf(properties.allocatedStorage) ?? before;
            const grows = before < striped && gigabytes >= striped;
            return storageType(properties) === "gp3" && grows && properties.iops === undefined
                ? `InvalidParameterCombination: Invalid iops value for engine name ${text(properties.engine)} and storage type gp3: 3000`
                : undefined;
        },
    },
];

function invalidSize(properties: PropertyMap): string {
    return `InvalidParameterCombination: Invalid storage size for engine name ${text(properties.engine)} and storage type ${storageType(properties)}: ${text(properties.allocatedStorage)}`;
}

function storageType({ iops, storageType: given }: PropertyMap): string {
    return text(given) || (iops === undefined ? "gp2" : "io1");
}

// The provider sends IOPS and throughput only if they change.
function isSame({ iops, storageThroughput }: PropertyMap, id: string | undefined, { store }: Cloud): boolean {
    const before = store.find(databaseType, id ?? "")?.inputs;
    return before?.iops === iops && before?.storageThroughput === storageThroughput;
}

function numberOf(value: PropertyMap[string] | undefined): number | undefined {
    return value === undefined || value === unknown ? undefined : Number(text(value));
}
