import assert from "node:assert/strict";
import { SimulatedAws } from "../simulated-aws";
import { accepted, types } from "./sample-database";

const logGroup = "aws:cloudwatch/logGroup:LogGroup";

describe("logs of simulated databases", () => {
    let aws: SimulatedAws;
    beforeEach(() => {
        aws = new SimulatedAws();
        aws.cloud.today = "2026-11-29";
    });

    it("are those of the engine, in a preview already", () => {
        const wrong = { ...accepted, enabledCloudwatchLogsExports: ["slow-query"] };
        for (const call of [() => aws.make(types.instance, wrong), () => aws.preview(types.instance, wrong)])
            assert.throws(
                call,
                /You cannot use the log types 'slow-query' with engine version mysql 8\.4\. For supported/,
            );
        const postgres = {
            ...accepted,
            engine: "postgres",
            engineVersion: "17",
            enabledCloudwatchLogsExports: ["error"],
        };
        assert.throws(() => aws.make(types.instance, postgres), /log types 'error' with engine version postgres 17\./);
    });

    it("go to log groups that exist before, and longer", async () => {
        const exporting = { ...accepted, enabledCloudwatchLogsExports: ["error"] };
        assert.throws(
            () => aws.make(types.instance, exporting),
            /log group "\/aws\/rds\/instance\/orders\/error" does not exist: RDS would create it/,
        );
        const group = aws.make(logGroup, { name: "/aws/rds/instance/orders/error", retentionInDays: 30 });
        const database = aws.make(types.instance, exporting);
        assert.match(aws.rejectionOf(logGroup, group) ?? "", /^a database still exports a log into it/);
        await aws.remove(types.instance, database);
        assert.equal(aws.rejectionOf(logGroup, group), undefined);
    });
});
