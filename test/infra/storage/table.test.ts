import assert from "node:assert/strict";
import { Table, type TableArgs, tableAccess } from "../../../infra/storage/table";
import { inputsOf, record } from "../recorder";

const args: TableArgs = { partitionKey: "kind", sortKey: "id", deletionProtection: false };

async function table(changes: Partial<TableArgs> = {}) {
    const registered = await record(() => new Table("shop-pictures", { ...args, ...changes }));
    return inputsOf(registered, "aws:dynamodb/table:Table");
}

describe("Table", () => {
    it("is billed per request, encrypted and restorable, with a name that the provider generates", async () => {
        const { billingMode, serverSideEncryption, pointInTimeRecovery, name } = await table();
        assert.equal(billingMode, "PAY_PER_REQUEST");
        assert.deepEqual([serverSideEncryption, pointInTimeRecovery], [{ enabled: true }, { enabled: true }]);
        assert.equal(name, undefined);
    });

    it("defines only the attributes of its keys, because DynamoDB rejects others", async () => {
        const both = await table();
        assert.deepEqual([both.hashKey, both.rangeKey], ["kind", "id"]);
        assert.deepEqual(both.attributes, [
            { name: "kind", type: "S" },
            { name: "id", type: "S" },
        ]);
        const one = await table({ sortKey: undefined });
        assert.deepEqual(
            [one.hashKey, one.rangeKey, one.attributes],
            ["kind", undefined, [{ name: "kind", type: "S" }]],
        );
    });

    it("is protected on AWS if deletion protection is on", async () => {
        assert.equal((await table()).deletionProtectionEnabled, false);
        assert.equal((await table({ deletionProtection: true })).deletionProtectionEnabled, true);
    });
});

describe("Access to a table", () => {
    it("allows operations on items of this table, but neither scans nor changes of the table", () => {
        assert.deepEqual(tableAccess("arn:aws:dynamodb:eu-central-1:123456789012:table/shop"), {
            actions: [
                "dynamodb:DeleteItem",
                "dynamodb:GetItem",
                "dynamodb:PutItem",
                "dynamodb:Query",
                "dynamodb:UpdateItem",
            ],
            resources: ["arn:aws:dynamodb:eu-central-1:123456789012:table/shop"],
        });
    });
});
