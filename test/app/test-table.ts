import { randomUUID } from "node:crypto";
import type { PictureStore } from "../../app/pictures/picture-store";
import { TableClient } from "../../app/pictures/table-client";
import { TablePictureStore, tableKeys } from "../../app/pictures/table-picture-store";
import { LocalTables } from "../../tools/cli/serve/local-tables";
import { restoreEnvironment } from "../environment";

/** A table on a local DynamoDB, which starts with the first store; this process's environment then points to it. */
export class TestTable {
    /** Name of the table. */
    readonly name = `pictures-${randomUUID()}`;
    private tables: LocalTables | undefined;
    private before: NodeJS.ProcessEnv = {};
    private readonly stores: PictureStore[] = [];

    /** Environment variables with which a process uses the table. */
    get environment(): Readonly<Record<string, string>> {
        return { ...this.tables?.environment, AWS_REGION: "eu-central-1", TABLE_NAME: this.name };
    }

    /** Creates another store on the table; all stores see the same pictures. */
    async open(): Promise<PictureStore> {
        if (this.tables === undefined) {
            this.before = { ...process.env };
            this.tables = await LocalTables.start();
            const { partitionKey: hashKey, sortKey: rangeKey } = tableKeys;
            const attributes = [hashKey, rangeKey].map((name) => ({ name, type: "S" as const }));
            await this.tables.provide([{ name: this.name, hashKey, rangeKey, attributes }]);
            Object.assign(process.env, this.environment);
        }
        const store = new TablePictureStore(this.name, new TableClient());
        this.stores.push(store);
        return store;
    }

    /** Stops only the local DynamoDB, as if the network to it were down. */
    async cut(): Promise<void> {
        await this.tables?.close();
        this.tables = undefined;
    }

    /** Stops everything that was started and restores the environment. */
    async close(): Promise<void> {
        if (this.stores.length === 0) return;
        for (const store of this.stores.splice(0)) store.close();
        await this.cut();
        restoreEnvironment(this.before);
    }
}
