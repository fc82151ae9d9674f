import assert from "node:assert/strict";
import type { PropertyMap } from "../../../../../tools/cloud-simulator/state/property-values";
import { SimulatedAws } from "../simulated-aws";
import { accepted, types } from "./sample-database";

const { instance, parameterGroup } = types;

describe("versions of engines in simulated Amazon RDS", () => {
    let aws: SimulatedAws;
    beforeEach(() => {
        aws = new SimulatedAws();
        aws.cloud.today = "2026-11-29";
    });

    const withVersion = (engine: string, engineVersion: string, more: PropertyMap = {}) => ({
        ...accepted,
        ...{ engine, engineVersion },
        ...more,
    });

    for (const [engine, version] of [
        ["mysql", "5.6"],
        ["mysql", "9.9"],
        ["mysql", "8.40"],
        ["postgres", "12.1"],
        ["postgres", "170"],
    ] as const)
        it(`rejects ${engine} ${version}`, () => {
            assert.throws(
                () => aws.make(instance, withVersion(engine, version)),
                new RegExp(`InvalidParameterCombination: Cannot find version ${version} for ${engine}$`),
            );
        });

    it("rejects a version whose extended support has ended", () => {
        aws.cloud.today = "2032-07-31";
        aws.make(instance, withVersion("mysql", "8.4", { engineLifecycleSupport: "open-source-rds-extended-support" }));
        aws.cloud.today = "2032-08-01";
        assert.throws(
            () => aws.make(instance, { ...accepted, identifier: "other" }, "other"),
            /Cannot find version 8\.4/,
        );
    });

    it("creates no database in extended support if that is disabled, and keeps one that enters it", () => {
        aws.cloud.today = "2026-07-31";
        const made = aws.make(instance, withVersion("mysql", "8.0"));
        aws.cloud.today = "2026-08-01";
        aws.update(instance, made, withVersion("mysql", "8.0"));
        const other = withVersion("mysql", "8.0", { identifier: "other" });
        assert.throws(
            () => aws.make(instance, other, "other"),
            /mysql 8\.0 left standard support on 2026-07-31, and RDS Extended Support is disabled$/,
        );
        aws.make(instance, { ...other, engineLifecycleSupport: "open-source-rds-extended-support" }, "other");
    });

    it("upgrades to another major version only with the flag, in a preview too, and never downgrades", () => {
        const made = aws.make(instance, withVersion("postgres", "16"));
        const upgraded = withVersion("postgres", "17");
        const words = /The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version\.$/;
        assert.throws(() => aws.update(instance, made, upgraded), words);
        assert.throws(() => aws.update(instance, made, upgraded, true), words);
        const allowed = { allowMajorVersionUpgrade: true };
        const outputs = aws.update(instance, made, { ...upgraded, ...allowed });
        assert.equal(outputs.engineVersionActual, "17.10");
        assert.throws(
            () => aws.update(instance, made, withVersion("postgres", "15", allowed)),
            /Cannot upgrade postgres from 16\.14 to 15$/,
        );
        // A minor version needs no flag.
        assert.equal(aws.update(instance, made, withVersion("postgres", "16.15")).engineVersionActual, "16.15");
    });

    it("rejects a parameter group of another family", () => {
        const { id } = aws.make(parameterGroup, { name: "orders", family: "mysql8.0" });
        assert.throws(
            () => aws.make(instance, { ...accepted, parameterGroupName: id }),
            /The parameter group orders with DBParameterGroupFamily mysql8\.0 can't be used for this instance\. Use a parameter group with DBParameterGroupFamily mysql8\.4\.$/,
        );
        const own = aws.make(parameterGroup, { name: "own", family: "postgres17" }, "own").id;
        aws.make(instance, withVersion("postgres", "17.5", { parameterGroupName: own }));
    });
});
