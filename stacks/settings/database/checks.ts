import { settingProblem } from "../problems";
import type { Settings } from "../schema";
import { isolatedBlockProblems } from "./isolated-block";
import { isReservedWord } from "./reserved-words";
import { databaseName, titleOfEngine, versionProblem } from "./versions";

type DatabaseSettings = NonNullable<Settings["apis"][string]["database"]>;

/** Checks the databases of APIs, and that the network has a block for them. */
export function checkDatabases({ apis = {}, network }: Partial<Settings>): string[] {
    const databases = Object.entries(apis).flatMap(([name, { database }]) => (database ? [{ name, database }] : []));
    const [first] = databases;
    return [
        ...databases.flatMap(({ name, database }) => [
            ...checkName(name, database),
            ...checkVersion(name, database),
            ...checkStorage(name, database),
        ]),
        ...(network === undefined ? [] : networkProblems(network, first?.name)),
    ];
}

// Of an existing network the subnets themselves are named.
function networkProblems(network: NonNullable<Settings["network"]>, api: string | undefined): string[] {
    if (!("vpcId" in network)) return isolatedBlockProblems(network, api);
    if (api === undefined || network.isolatedSubnetIds !== undefined) return [];
    const want = `a list of at least two subnets, one in each zone, for the database of API "${api}"`;
    return [settingProblem(["network", "isolatedSubnetIds"], undefined, want)];
}

function checkName(api: string, { engine }: DatabaseSettings): string[] {
    const name = databaseName(api);
    if (!isReservedWord(engine, name)) return [];
    const reason = `its database would be "${name}", a reserved word of ${titleOfEngine(engine)}`;
    return [`gatehouse:apis.${api}: got the name "${api}", want another name, as ${reason}`];
}

function checkVersion(name: string, { engine, version }: DatabaseSettings): string[] {
    const want = version === undefined ? undefined : versionProblem(engine, version);
    return want === undefined ? [] : [settingProblem(["apis", name, "database", "version"], version, want)];
}

// docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
function checkStorage(name: string, { storageGb, maxStorageGb }: DatabaseSettings): string[] {
    const min = Math.ceil((storageGb * 11) / 10);
    if (maxStorageGb === undefined || maxStorageGb >= min) return [];
    const want = `at least ${min}, 10 % more than storageGb, as RDS extends storage by no less`;
    return [settingProblem(["apis", name, "database", "maxStorageGb"], maxStorageGb, want)];
}
