import { boolean, integer, object, oneOf, string } from "../form";
import { type DatabaseEngine, databaseEngines } from "./engines";

const engines = Object.keys(databaseEngines) as readonly DatabaseEngine[];

const versionForm = 'a version in quotes such as "8.4" or "17"';

// docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.html. Suffixes after the size are of Oracle, and
// db.serverless is of Aurora.
const instanceClass = string(
    "an instance class of RDS such as db.t4g.small",
    /^db\.[a-z]+\d+[a-z0-9-]*\.(micro|small|medium|large|\d*xlarge|metal(-\d+xl)?)$/,
);

// gp3 volumes of MySQL and PostgreSQL have 20 GiB to 64 TiB (docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html).
const storage = () => integer("an integer from 20 to 65536", 20, 65_536);

/** The settings of an API's relational database: `database` of an entry of `gatehouse:apis`. */
export const database = object({
    engine: oneOf(engines).describe(
        "Engine of the database. Another one replaces the database: its data remains in the final snapshot only.",
    ),
    version: string(versionForm, /^\d[\d.]*$/)
        .optional()
        .describe(
            'Major version, whose minor versions RDS installs by itself, or a minor version, which stays. A newer major version upgrades the database at once, without a way back. Default: `"8.4"` of MySQL, `"17"` of PostgreSQL.',
        ),
    instanceClass: instanceClass
        .default("db.t4g.small")
        .describe("Instance class. Another one interrupts connections for some minutes, with `multiAz` for about one."),
    storageGb: storage().default(20).describe("GiB of storage, of type gp3. It can grow, but not shrink."),
    maxStorageGb: storage()
        .optional()
        .describe(
            "GiB up to which RDS extends the storage when it is nearly full; `storageGb` is then its initial size. Default: it does not.",
        ),
    multiAz: boolean()
        .default(false)
        .describe("Keep a standby in another zone, which takes over within one or two minutes, for twice the price."),
    backupDays: integer("an integer from 0 to 35", 0, 35)
        .default(7)
        .describe("Days for which the database can be restored to any second; 0 for no backups."),
    finalSnapshot: boolean()
        .default(true)
        .describe("Keep a snapshot, which is billed by its size, when the database is deleted or replaced."),
});
