import { isDatabaseEngine } from "../../../../stacks/settings/database/engines";
import { titleOfEngine } from "../../../../stacks/settings/database/versions";
import type { EngineRun } from "../facts/engine-run";
import { type Inputs, numberAt, textAt, valueAt } from "../facts/inputs";
import { type ByType, type Estimated, hourly, priced } from "./cost-line";
import type { PriceTable } from "./price-schema";

// Backups of a running database are free up to its size (aws.amazon.com/rds/mysql/pricing).
const backups: Estimated = { missing: "backups of databases beyond their size, and final snapshots" };

/** Estimates relational databases with their storage and the secrets of their master users. */
export function databases(run: EngineRun, of: ByType, prices: PriceTable): Estimated[] {
    const all = of("aws:rds/instance:Instance").map(({ urn, name }) => ({ name, inputs: run.inputs.get(urn) }));
    const managed = all.filter(({ inputs }) => valueAt(inputs, ["manageMasterUserPassword"]) === true);
    return [
        ...all.flatMap(({ name, inputs }) => databaseLines(name, inputs, prices)),
        ...priced("secret of a database's master user", managed.length, prices.fixed.secretMonth),
        ...(all.length > 0 ? [backups] : []),
    ];
}

// A standby in another zone costs as much again, its storage included (aws.amazon.com/rds/mysql/pricing).
function databaseLines(name: string, inputs: Inputs | undefined, { fixed: at, databaseHour }: PriceTable): Estimated[] {
    const [engine = "an unknown engine", type] = [textAt(inputs, ["engine"]), textAt(inputs, ["instanceClass"])];
    const price = databaseHour[`${engine} ${type}`];
    const gigabytes = numberAt(inputs, ["allocatedStorage"]);
    if (price === undefined || gigabytes === undefined || textAt(inputs, ["storageType"]) !== "gp3")
        return [{ missing: `the database ${name}, ${engine} on ${type}, whose price or storage is unknown` }];
    const copies = valueAt(inputs, ["multiAz"]) === true ? 2 : 1;
    const title = isDatabaseEngine(engine) ? titleOfEngine(engine) : engine;
    return [
        ...hourly(`${type} with ${title}, database of ${name}`, copies, price),
        ...priced(`GB of the database of ${name}, at least`, copies * gigabytes, at.databaseGbMonth),
    ];
}
